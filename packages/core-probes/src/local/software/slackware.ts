import { valueOf as ifOk } from '../../host/port.ts'
import { decodeText } from '../../host/text.ts'
import { localDays } from '../local-time.ts'
import { parsePackageHead, parsePackageName } from './parse-slackware.ts'
import type { ReadPackages } from './reader.ts'

/** The second is what it was called up to Slackware 14.2, and is a link to the first since. */
const databases = ['/var/lib/pkgtools/packages', '/var/log/packages'] as const

/** Sizes and description stand before the list of files, which is most of a file. */
const head = 2048

/** Packages of pkgtools (Slackware and what is made of it): one file each, named after the package. */
export const read: ReadPackages = async (host) => {
  const day = localDays(host.facts)
  for (const dir of databases) {
    const files = (ifOk(await host.files.list(dir)) ?? []).filter(({ type }) => type === 'f')
    const entries = files.map(async (file) => {
      const found = parsePackageName(file.name)
      if (!found) return []
      const path = `${dir}/${file.name}`
      const mtime = ifOk(await host.files.stat(path))?.mtime
      const bytes = ifOk(await host.files.bytes(path, { limit: head }))
      const { size, summary } = parsePackageHead(bytes ? decodeText(bytes) : '', found.name)
      return [
        {
          NAME: found.name,
          VERSION: found.version,
          ARCH: found.arch,
          FROM: 'slackware',
          FILESIZE: size,
          INSTALLDATE: mtime === undefined ? undefined : day(mtime),
          COMMENTS: summary,
        },
      ]
    })
    const SOFTWARES = (await Promise.all(entries)).flat()
    if (SOFTWARES.length > 0) return [{ from: dir, content: { SOFTWARES } }]
  }
  return []
}
