import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Probe, Source } from '../probe.ts'
import type { readers } from './readers.ts'

/**
 * A package manager that most machines do not have. It is asked only where one of the paths is there, or the program that
 * tells of its packages.
 */
interface Manager {
  readonly name: string
  readonly paths: readonly string[]
  readonly program?: string
  readonly reads: readonly Source[]
  readonly read: keyof typeof readers
}

const managers: readonly Manager[] = [
  {
    name: 'pacman',
    paths: ['/var/lib/pacman/local'],
    program: 'pacman',
    reads: [{ dir: '/var/lib/pacman/local' }, { command: ['pacman', '-Qqi'] }],
    read: 'pacman',
  },
  {
    name: 'portage',
    paths: ['/var/db/pkg'],
    program: 'equery',
    reads: [{ dir: '/var/db/pkg' }, { command: ['equery', '-V'] }, { command: ['equery', 'list', '-i', '*'] }],
    read: 'portage',
  },
  {
    name: 'slackware',
    paths: ['/var/lib/pkgtools/packages', '/var/log/packages'],
    reads: [{ dir: '/var/lib/pkgtools/packages' }, { dir: '/var/log/packages' }],
    read: 'slackware',
  },
  {
    name: 'nix',
    paths: ['/nix/var/nix/db/db.sqlite'],
    program: 'nix-store',
    reads: [
      { command: ['nix-store', '--gc', '--print-live'] },
      { file: '/nix/var/nix/db/db.sqlite' },
      { dir: '/nix/var/nix/profiles' },
    ],
    read: 'nix',
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
    read: 'snap',
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
    read: 'flatpak',
  },
  {
    name: 'xbps',
    paths: ['/var/db/xbps'],
    reads: [{ dir: '/var/db/xbps' }],
    read: 'xbps',
  },
  {
    name: 'opkg',
    paths: ['/usr/lib/opkg/status', '/var/lib/opkg/status'],
    reads: [{ file: '/usr/lib/opkg/status' }, { file: '/var/lib/opkg/status' }],
    read: 'opkg',
  },
  {
    name: 'eopkg',
    paths: ['/var/lib/eopkg/package'],
    reads: [{ dir: '/var/lib/eopkg/package' }],
    read: 'eopkg',
  },
  {
    name: 'swupd',
    paths: ['/usr/share/clear/bundles'],
    reads: [{ dir: '/usr/share/clear/bundles' }],
    read: 'swupd',
  },
]

const probe = ({ name, paths, program, reads, read }: Manager): Probe => ({
  name: `linux/${name}`,
  category: 'software',
  platforms: ['linux'],
  reads,
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    const there = (await anyOf(host, paths)) || (program !== undefined && (await isProgram(host, program)))
    if (!there) return []
    const { readers } = await import('./readers.ts')
    return readers[read](host, ctx)
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
