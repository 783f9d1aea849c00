import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { serviceRuns } from '../service.ts'
import { keyValues, product, type ReadAntivirus } from './answer.ts'

const dir = '/opt/sophos-spl'

/** Sophos Protection for Linux: each of its parts has a file that tells its version. */
export const read: ReadAntivirus = async (host) => {
  const [base, antivirus] = await Promise.all(['base', 'plugins/av'].map((part) => versionFile(host, part)))
  const VERSION = base?.get('PRODUCT_VERSION')
  if (VERSION === undefined) return []
  return product(`${dir}/base/VERSION.ini`, {
    NAME: base?.get('PRODUCT_NAME') ?? 'Sophos Protection for Linux',
    COMPANY: 'Sophos',
    VERSION,
    ENABLED: antivirus ? await serviceRuns(host, 'sophos-spl') : false,
    BASE_VERSION: antivirus?.get('PRODUCT_VERSION'),
  })
}

async function versionFile({ files }: Host, part: string): Promise<ReadonlyMap<string, string> | undefined> {
  const text = ifOk(await files.text(`${dir}/${part}/VERSION.ini`))
  return text === undefined ? undefined : keyValues(text)
}
