import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { decodeText } from '../../host/text.ts'
import { serviceRuns } from '../service.ts'
import { ask, product, type ReadAntivirus } from './answer.ts'
import { parseDatabaseHeader } from './parse-clamav.ts'

const dir = '/var/lib/clamav'
/** The database of every day, as downloaded or as patched since. */
const databases = ['daily.cld', 'daily.cvd'] as const
/** Its service as Debian and as Fedora call it. */
const services = ['clamav-daemon', 'clamd@scan', 'clamd'] as const
/** Signatures come daily; a week is what its own updater warns at. */
const freshMs = 7 * 24 * 3600 * 1000

/** ClamAV. Its folder stays behind where it was removed, but not the program. */
export const read: ReadAntivirus = async (host) => {
  const newest = await newestDatabase(host)
  if (newest === undefined) return []
  const VERSION = /^ClamAV (\d[^\s/]{0,40})/.exec(await ask(host, ['clamscan', '--version']))?.[1]
  const running = await Promise.all(services.map((unit) => serviceRuns(host, unit)))
  return product(`${dir}/${newest.name}`, {
    NAME: 'ClamAV',
    COMPANY: 'Cisco',
    VERSION,
    ENABLED: running.includes(true) ? true : running.includes(false) ? false : undefined,
    UPTODATE: newest.builtMs === undefined ? undefined : host.facts.now() - newest.builtMs < freshMs,
    BASE_VERSION: newest.version,
    BASE_CREATION: newest.builtMs === undefined ? undefined : new Date(newest.builtMs).toISOString().slice(0, 10),
  })
}

async function newestDatabase({ files }: Host) {
  const found = databases.map(async (name) => {
    const head = ifOk(await files.bytes(`${dir}/${name}`, { limit: 512 }))
    const header = head && parseDatabaseHeader(decodeText(head))
    return header ? [{ name, ...header }] : []
  })
  const sorted = (await Promise.all(found)).flat().sort((a, b) => Number(b.version) - Number(a.version))
  return sorted[0]
}
