/** A CPU as /proc/cpuinfo of x86 shows it, one block for each thread. */
export interface CpuInfo {
  readonly name: string
  readonly vendor?: string
  readonly family?: number
  readonly model?: number
  readonly stepping?: number
  readonly mhz?: number
  readonly packages?: number
  readonly cores?: number
  readonly threads?: number
}

/** Text of /proc/cpuinfo (proc(5)): `packages` sockets with `cores` cores of `threads` threads each. */
export function cpuinfo(cpu: CpuInfo): string {
  const { packages = 1, cores = 1, threads = 1 } = cpu
  const blocks: string[] = []
  for (let i = 0; i < packages * cores * threads; i++)
    blocks.push(
      [
        `processor\t: ${i}`,
        `vendor_id\t: ${cpu.vendor ?? 'GenuineIntel'}`,
        `cpu family\t: ${cpu.family ?? 6}`,
        `model\t\t: ${cpu.model ?? 85}`,
        `model name\t: ${cpu.name}`,
        `stepping\t: ${cpu.stepping ?? 7}`,
        `cpu MHz\t\t: ${(cpu.mhz ?? 2100).toFixed(3)}`,
        `physical id\t: ${Math.floor(i / (cores * threads))}`,
        `siblings\t: ${cores * threads}`,
        `core id\t\t: ${Math.floor(i / threads) % cores}`,
        `cpu cores\t: ${cores}`,
        'flags\t\t: fpu lm',
        '',
      ].join('\n'),
    )
  return `${blocks.join('\n')}\n`
}

/** A line of passwd(5) for each user. */
export const passwd = (
  ...users: readonly (readonly [
    login: string,
    uid: number,
    gid?: number,
    name?: string,
    home?: string,
    shell?: string,
  ])[]
): string =>
  users
    .map(
      ([login, uid, gid = uid, name = '', home = `/home/${login}`, shell = '/bin/bash']) =>
        `${login}:x:${uid}:${gid}:${name}:${home}:${shell}\n`,
    )
    .join('')

/** A line of group(5) for each group. */
export const group = (
  ...groups: readonly (readonly [name: string, gid: number, members?: readonly string[]])[]
): string => groups.map(([name, gid, members = []]) => `${name}:x:${gid}:${members.join(',')}\n`).join('')

/** A paragraph of dpkg's status file. */
export interface DpkgPackage {
  readonly name: string
  readonly version: string
  readonly architecture?: string
  readonly size?: number
  readonly section?: string
  readonly maintainer?: string
  readonly summary?: string
  /** Default `install ok installed`. */
  readonly status?: string
}

/** Text of /var/lib/dpkg/status (deb-control(5)). */
export const dpkgStatus = (...packages: readonly DpkgPackage[]): string =>
  packages
    .map((one) =>
      [
        `Package: ${one.name}`,
        `Status: ${one.status ?? 'install ok installed'}`,
        `Section: ${one.section ?? 'misc'}`,
        `Installed-Size: ${one.size ?? 100}`,
        `Maintainer: ${one.maintainer ?? 'A Maintainer <maintainer@example.org>'}`,
        `Architecture: ${one.architecture ?? 'amd64'}`,
        `Version: ${one.version}`,
        `Description: ${one.summary ?? one.name}`,
        '',
        '',
      ].join('\n'),
    )
    .join('')

/** Text of /proc/meminfo, sizes in kB. */
export const meminfo = (total: number, swap = 0): string =>
  `MemTotal:       ${total} kB\nMemFree:        ${total >> 1} kB\nSwapTotal:      ${swap} kB\nSwapFree:       ${swap} kB\n`
