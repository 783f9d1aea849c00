import { type Facts, type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import type { Patch } from '../probe.ts'
import { type PacmanPackage, parsePacmanDesc, parsePacmanInfo } from './parse-pacman.ts'
import type { ReadPackages } from './reader.ts'

const local = '/var/lib/pacman/local'

/** Packages of pacman (Arch Linux and what is made of it), from its database of one folder a package. */
export const read: ReadPackages = async (host) => {
  const native = await fromDatabase(host)
  if (native !== undefined) return patch(local, native, host.facts)
  const output = ifOk(await host.commands.run(['pacman', '-Qqi']))?.stdout ?? ''
  return patch('pacman -Qqi', parsePacmanInfo(output), host.facts)
}

async function fromDatabase({ files }: Host): Promise<readonly PacmanPackage[] | undefined> {
  const folders = ifOk(await files.list(local))
  if (folders === undefined) return undefined
  const texts = folders
    .filter(({ type }) => type === 'd')
    .map(async ({ name }) => ifOk(await files.text(`${local}/${name}/desc`)))
  return (await Promise.all(texts)).flatMap((text) => (text === undefined ? [] : (parsePacmanDesc(text) ?? [])))
}

function patch(from: string, packages: readonly PacmanPackage[], facts: Facts): readonly Patch[] {
  if (packages.length === 0) return []
  const day = localDays(facts)
  const SOFTWARES = packages.map((one) => ({
    NAME: one.name,
    VERSION: one.version,
    ARCH: one.arch,
    FROM: 'pacman',
    FILESIZE: one.size,
    INSTALLDATE: typeof one.installed === 'number' ? day(one.installed) : one.installed,
    PUBLISHER: one.packager,
    COMMENTS: one.description,
    SYSTEM_CATEGORY: one.groups.length > 0 ? one.groups.join(',') : undefined,
  }))
  return [{ from, content: { SOFTWARES } }]
}
