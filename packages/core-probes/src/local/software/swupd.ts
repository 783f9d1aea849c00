import { valueOf as ifOk } from '../../host/port.ts'
import { parseOsRelease } from '../os/parse-os-release.ts'
import { releasePaths } from '../os/release.ts'
import type { ReadPackages } from './reader.ts'

const dir = '/usr/share/clear/bundles'

/** Bundles of swupd (Clear Linux): a file each. All are of the version of the system. */
export const read: ReadPackages = async ({ files }) => {
  const bundles = (ifOk(await files.list(dir)) ?? []).filter(({ type, name }) => type === 'f' && !name.startsWith('.'))
  if (bundles.length === 0) return []
  let version: string | undefined
  for (const path of releasePaths) version ??= parseOsRelease(ifOk(await files.text(path)) ?? '').get('VERSION_ID')
  const SOFTWARES = bundles.map(({ name }) => ({ NAME: name, VERSION: version, FROM: 'swupd' }))
  return [{ from: dir, content: { SOFTWARES } }]
}
