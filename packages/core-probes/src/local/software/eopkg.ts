import { valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import { parsePisiMetadata } from './parse-eopkg.ts'
import type { ReadPackages } from './reader.ts'

const dir = '/var/lib/eopkg/package'

/** Packages of eopkg (Solus): a folder each, whose age is that of the installation. */
export const read: ReadPackages = async (host) => {
  const day = localDays(host.facts)
  const folders = (ifOk(await host.files.list(dir)) ?? []).filter(({ type }) => type === 'd')
  const entries = folders.map(async ({ name }) => {
    const path = `${dir}/${name}/metadata.xml`
    const found = parsePisiMetadata(ifOk(await host.files.text(path)) ?? '')
    if (!found) return []
    const mtime = ifOk(await host.files.stat(path))?.mtime
    return [
      {
        NAME: found.name,
        VERSION: found.version,
        ARCH: found.arch,
        FROM: 'eopkg',
        FILESIZE: found.size,
        INSTALLDATE: mtime === undefined ? undefined : day(mtime),
        PUBLISHER: found.publisher,
        COMMENTS: found.summary,
        SYSTEM_CATEGORY: found.component,
      },
    ]
  })
  const SOFTWARES = (await Promise.all(entries)).flat()
  return SOFTWARES.length > 0 ? [{ from: dir, content: { SOFTWARES } }] : []
}
