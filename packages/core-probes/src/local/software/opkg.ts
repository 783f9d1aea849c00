import { decodeText } from '../../host/text.ts'
import { localDays } from '../local-time.ts'
import { parseOpkgStatus } from './parse-opkg.ts'
import { readLarge } from './read-large.ts'
import type { ReadPackages } from './reader.ts'

const databases = ['/usr/lib/opkg/status', '/var/lib/opkg/status'] as const

/** Packages of opkg (OpenWrt up to 23.05, Yocto). */
export const read: ReadPackages = async (host, ctx) => {
  const day = localDays(host.facts)
  for (const path of databases) {
    const database = await readLarge(host, path, ctx.debug)
    const packages = database === undefined ? [] : parseOpkgStatus(decodeText(database))
    if (packages.length === 0) continue
    const SOFTWARES = packages.map((one) => ({
      NAME: one.Package,
      VERSION: one.Version,
      ARCH: one.Architecture,
      FROM: 'opkg',
      FILESIZE: one['Installed-Size'],
      INSTALLDATE: /^\d{1,12}$/.test(one['Installed-Time'] ?? '') ? day(Number(one['Installed-Time'])) : undefined,
      PUBLISHER: one.Maintainer,
      COMMENTS: one.Description,
      SYSTEM_CATEGORY: one.Section,
    }))
    return [{ from: path, content: { SOFTWARES } }]
  }
  return []
}
