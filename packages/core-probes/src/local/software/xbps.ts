import { valueOf as ifOk } from '../../host/port.ts'
import { decodeText } from '../../host/text.ts'
import { localDays } from '../local-time.ts'
import { secondsOf } from './days.ts'
import { parsePackagePlist } from './parse-xbps.ts'
import { readLarge } from './read-large.ts'
import type { ReadPackages } from './reader.ts'

const dir = '/var/db/xbps'

/** Packages of xbps (Void Linux): a property list, whose name tells the version of its format. */
export const read: ReadPackages = async (host, ctx) => {
  const files = (ifOk(await host.files.list(dir)) ?? []).filter(({ name }) => /^pkgdb-[\d.]+\.plist$/.test(name))
  const day = localDays(host.facts)
  for (const { name } of files.reverse()) {
    const path = `${dir}/${name}`
    const database = await readLarge(host, path, ctx.debug)
    const packages = database === undefined ? [] : parsePackagePlist(decodeText(database))
    if (packages.length === 0) continue
    const SOFTWARES = packages.map((one) => {
      const time = secondsOf(one['install-date'] ?? '')
      return {
        NAME: one.name,
        VERSION: one.version,
        ARCH: one.architecture,
        FROM: 'xbps',
        FILESIZE: one.installed_size,
        INSTALLDATE: time === undefined ? undefined : day(time),
        PUBLISHER: one.maintainer,
        COMMENTS: one.short_desc,
      }
    })
    return [{ from: path, content: { SOFTWARES } }]
  }
  return []
}
