import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { decodeText } from '../../host/text.ts'
import { localDays } from '../local-time.ts'
import { parseOsRelease } from '../os/parse-os-release.ts'
import { releasePaths } from '../os/release.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { readLarge } from '../read-large.ts'
import { type DpkgPackage, dpkgQueryFormat, parseDpkgQuery, parseDpkgStatus } from './parse-dpkg-status.ts'

const status = '/var/lib/dpkg/status'
/** Images built without dpkg keep one file a package here, besides lists of checksums. */
const statusDir = '/var/lib/dpkg/status.d'
const info = '/var/lib/dpkg/info'
const query = ['dpkg-query', '--show', `--showformat=${dpkgQueryFormat}`] as const

/** Packages of dpkg, from its database. Any other package manager may be there beside it: each tells its own. */
export const linuxDpkg = defineProbe({
  name: 'linux/dpkg',
  category: 'software',
  platforms: ['linux'],
  reads: [
    { file: status },
    { dir: statusDir },
    { dir: info },
    ...releasePaths.map((file) => ({ file })),
    { command: query },
  ],
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    const database = await readLarge(host, status, ctx.debug)
    const whole = database === undefined ? [] : installed(database)
    const patches = [await patch(host, status, whole), await patch(host, statusDir, await singleFiles(host))].flat()
    if (database !== undefined || patches.length > 0) return patches
    const output = ifOk(await host.commands.run(query))?.stdout ?? ''
    return patch(host, 'dpkg-query', parseDpkgQuery(output))
  },
})

const fields = ['name', 'version', 'arch', 'section', 'maintainer', 'summary'] as const

/**
 * Packages of the status file. Its fields are found in a text of one byte a character, and only what is kept is
 * decoded: a single name with an accent would make the whole megabyte a text of two bytes a character.
 */
function installed(database: Uint8Array): readonly DpkgPackage[] {
  const packages = parseDpkgStatus(
    Buffer.from(database.buffer, database.byteOffset, database.length).toString('latin1'),
  )
  for (const one of packages) for (let at = 0; at < fields.length; at++) decode(one, fields[at] ?? 'name')
  return packages
}

function decode(one: DpkgPackage, field: (typeof fields)[number]): void {
  const text = one[field]
  if (/[\x80-\xff]/.test(text)) one[field] = decodeText(Buffer.from(text, 'latin1'))
}

async function singleFiles(host: Host): Promise<DpkgPackage[]> {
  const files = (ifOk(await host.files.list(statusDir)) ?? []).filter((entry) => !entry.name.endsWith('.md5sums'))
  const texts = await Promise.all(files.map((entry) => host.files.text(`${statusDir}/${entry.name}`)))
  return texts.flatMap((text) => parseDpkgStatus(ifOk(text) ?? ''))
}

async function patch(host: Host, from: string, packages: readonly DpkgPackage[]): Promise<readonly Patch[]> {
  if (packages.length === 0) return []
  const publisher = await distributor(host)
  const day = localDays(host.facts)
  const entry = async (one: DpkgPackage) => {
    const list = listOf(one)
    const mtime = list === undefined ? undefined : ifOk(await host.files.stat(list))?.mtime
    return {
      NAME: one.name,
      VERSION: one.version,
      ARCH: one.arch,
      FROM: 'deb',
      FILESIZE: /^\d{1,12}$/.test(one.installedKib) ? Number(one.installedKib) * 1024 : 0,
      INSTALLDATE: mtime === undefined ? undefined : day(mtime),
      PUBLISHER: publisher ?? one.maintainer,
      COMMENTS: one.summary,
      SYSTEM_CATEGORY: one.section,
    }
  }
  return [{ from, content: { SOFTWARES: await Promise.all(packages.map(entry)) } }]
}

/** Debian Policy 5.6.1: such names are file names too. */
const legal = /^[a-z0-9][a-z0-9+.-]{0,200}$/

/** The list of a package's files: dpkg writes it when it installs the package. */
function listOf({ name, arch, multiArch }: DpkgPackage): string | undefined {
  if (!legal.test(name)) return undefined
  if (multiArch !== 'same') return `${info}/${name}.list`
  return legal.test(arch) ? `${info}/${name}:${arch}.list` : undefined
}

/** The word that `lsb_release -i` prints, so that all packages of a machine have one publisher: `Debian`. */
async function distributor(host: Host): Promise<string | undefined> {
  for (const path of releasePaths) {
    const id = parseOsRelease(ifOk(await host.files.text(path)) ?? '').get('ID')
    if (id) return id.charAt(0).toUpperCase() + id.slice(1)
  }
  return undefined
}
