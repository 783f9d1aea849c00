import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Probe, Source } from '../probe.ts'
import type { ReadPackages } from './reader.ts'

/**
 * A package manager that most machines do not have. Its code is loaded only when one of the paths is there, or, without
 * any, the program that tells of its packages.
 */
interface Manager {
  readonly name: string
  readonly paths: readonly string[]
  readonly program?: string
  readonly reads: readonly Source[]
  readonly load: () => Promise<{ readonly read: ReadPackages }>
}

const managers: readonly Manager[] = [
  {
    name: 'pacman',
    paths: ['/var/lib/pacman/local'],
    program: 'pacman',
    reads: [{ dir: '/var/lib/pacman/local' }, { command: ['pacman', '-Qqi'] }],
    load: () => import('./pacman.ts'),
  },
  {
    name: 'portage',
    paths: ['/var/db/pkg'],
    program: 'equery',
    reads: [{ dir: '/var/db/pkg' }, { command: ['equery', '-V'] }, { command: ['equery', 'list', '-i', '*'] }],
    load: () => import('./portage.ts'),
  },
  {
    name: 'slackware',
    paths: ['/var/lib/pkgtools/packages', '/var/log/packages'],
    reads: [{ dir: '/var/lib/pkgtools/packages' }, { dir: '/var/log/packages' }],
    load: () => import('./slackware.ts'),
  },
  {
    name: 'nix',
    paths: [],
    program: 'nix-store',
    reads: [{ command: ['nix-store', '--gc', '--print-live'] }],
    load: () => import('./nix.ts'),
  },
  {
    name: 'snap',
    paths: ['/snap', '/var/lib/snapd/snap', '/var/lib/snapd/state.json'],
    program: 'snap',
    reads: [
      { dir: '/snap' },
      { dir: '/var/lib/snapd/snap' },
      { file: '/var/lib/snapd/state.json', root: true },
      { dir: '/var/lib/snapd/assertions', root: true },
      { command: ['snap', 'list', '--color', 'never'] },
      { command: ['snap', 'info', '--color', 'never', '--abs-time', '<name>'] },
    ],
    load: () => import('./snap.ts'),
  },
  {
    name: 'flatpak',
    paths: ['/var/lib/flatpak'],
    program: 'flatpak',
    reads: [
      { dir: '/var/lib/flatpak' },
      { dir: '/root/.local/share/flatpak', root: true },
      { command: ['flatpak', 'list', '-a', '--columns=application,branch,installation,name'] },
      { command: ['flatpak', 'info', '--<installation>', '<id>', '<branch>'] },
    ],
    load: () => import('./flatpak.ts'),
  },
  {
    name: 'xbps',
    paths: ['/var/db/xbps'],
    reads: [{ dir: '/var/db/xbps' }],
    load: () => import('./xbps.ts'),
  },
  {
    name: 'opkg',
    paths: ['/usr/lib/opkg/status', '/var/lib/opkg/status'],
    reads: [{ file: '/usr/lib/opkg/status' }, { file: '/var/lib/opkg/status' }],
    load: () => import('./opkg.ts'),
  },
  {
    name: 'eopkg',
    paths: ['/var/lib/eopkg/package'],
    reads: [{ dir: '/var/lib/eopkg/package' }],
    load: () => import('./eopkg.ts'),
  },
  {
    name: 'swupd',
    paths: ['/usr/share/clear/bundles'],
    reads: [{ dir: '/usr/share/clear/bundles' }],
    load: () => import('./swupd.ts'),
  },
]

const probe = ({ name, paths, program, reads, load }: Manager): Probe => ({
  name: `linux/${name}`,
  category: 'software',
  platforms: ['linux'],
  reads,
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    const there = (await anyOf(host, paths)) || (program !== undefined && (await isProgram(host, program)))
    return there ? (await load()).read(host, ctx) : []
  },
})

async function anyOf(host: Host, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) if ((await host.files.stat(path)).state === 'ok') return true
  return false
}

const isProgram = async (host: Host, name: string): Promise<boolean> =>
  ifOk(await host.commands.which(name)) !== undefined

/** Packages of any other manager than dpkg, rpm and apk. Several may be there: each tells its own. */
export const linuxPackageManagers: readonly Probe[] = managers.map(probe)
