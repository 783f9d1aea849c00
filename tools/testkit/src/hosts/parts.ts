import type { CaptureContent, CaptureParts } from '../builders/capture.ts'

/** The instant at which every made-up machine stands: the clock of its capture. */
const now = '2026-11-22T17:00:00Z'
/** Epoch seconds so many hours before it. */
export const hoursAgo = (hours: number): number => Math.floor(Date.parse(now) / 1000 - hours * 3600)

/** Several aspects of one machine. A name given twice: the later holds. */
export function merge(...parts: readonly CaptureParts[]): CaptureParts {
  const all = <K extends 'header' | 'files' | 'lists' | 'links' | 'stats' | 'statfs' | 'commands'>(key: K) =>
    Object.assign({}, ...parts.map((part) => part[key])) as NonNullable<CaptureParts[K]>
  const env = parts.find((part) => part.env)?.env
  const interfaces = parts.find((part) => part.interfaces)?.interfaces
  return {
    header: { now, ...all('header') },
    files: all('files'),
    lists: all('lists'),
    links: all('links'),
    stats: all('stats'),
    statfs: all('statfs'),
    commands: all('commands'),
    ...(env && { env }),
    ...(interfaces !== undefined && { interfaces }),
    raw: parts.flatMap((part) => part.raw ?? []),
  }
}

/** Files of one directory, each with one line. */
export const linesIn = (dir: string, files: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, value]) => [`${dir}/${name}`, `${value}\n`]))

/** os-release(5) in both its places: the file and the link to it. */
export function osRelease(values: Readonly<Record<string, string>>): CaptureParts {
  const text = Object.entries(values)
    .map(([key, value]) => `${key}=${/^[\w.]+$/.test(value) ? value : `"${value}"`}\n`)
    .join('')
  return { files: { '/usr/lib/os-release': text }, links: { '/etc/os-release': '../usr/lib/os-release' } }
}

export interface ProcessPart {
  readonly pid: number
  /** Empty for a thread of the kernel. */
  readonly args: readonly string[]
  readonly comm: string
  readonly uid?: number
  /** Device number of its terminal. */
  readonly tty?: number
  readonly state?: string
  /** Seconds of CPU time, and after boot at which it started. */
  readonly cpu?: number
  readonly start?: number
  readonly vsizeKib?: number
  readonly rssPages?: number
}

/** /proc of a machine that started at `boot` (epoch seconds): the processes and the boot time. */
export function processes(boot: number, ...list: readonly ProcessPart[]): CaptureParts {
  const files: Record<string, CaptureContent> = {
    '/proc/stat': `cpu  4705 356 584 3699176 23060 0 277 0 0 0\nctxt 1990473\nbtime ${boot}\nprocesses ${list.length}\n`,
  }
  const stats: Record<string, string> = {}
  for (const one of list) {
    const dir = `/proc/${one.pid}`
    const kernel = one.args.length === 0 && one.state !== 'Z'
    const { comm, state = 'S', tty = 0, cpu = 0, start = 0, vsizeKib = 0, rssPages = 0 } = one
    const flags = kernel ? 0x20_8040 : 0x40_0000
    const times = `${cpu * 100} 0 0 0 20 0 1 0 ${start * 100}`
    files[`${dir}/stat`] =
      `${one.pid} (${comm}) ${state} 1 1 1 ${tty} -1 ${flags} 0 0 0 0 ${times} ${vsizeKib * 1024} ${rssPages} 18446744073709551615\n`
    files[`${dir}/cmdline`] = Buffer.from(one.args.map((arg) => `${arg}\0`).join(''))
    stats[dir] = `d 555 ${one.uid ?? 0} ${one.uid ?? 0} 0 ${boot + start}`
  }
  return { files, stats }
}

export interface MountPart {
  readonly device: `${number}:${number}`
  readonly source: string
  readonly target: string
  /** What of the file system is mounted; default all of it. */
  readonly root?: string
  readonly type: string
  /** Magic number of statfs(2), 4 KiB blocks in all, free, free for users. */
  readonly statfs?: readonly [magic: string, blocks: number, free: number, available: number]
  readonly uuid?: string
  readonly label?: string
  readonly options?: string
}

/** /proc/self/mountinfo, the sizes, and what udev knows of the file systems. */
export function mounts(...list: readonly MountPart[]): CaptureParts {
  const line = (one: MountPart, at: number) =>
    `${at + 22} 1 ${one.device} ${one.root ?? '/'} ${one.target.replaceAll(' ', '\\040')} ${one.options ?? 'rw,relatime'} shared:${at + 1} - ${one.type} ${one.source} rw\n`
  const known = list.filter((one) => one.uuid)
  return {
    files: {
      '/proc/self/mountinfo': list.map(line).join(''),
      ...Object.fromEntries(
        known.map((one) => [
          `/run/udev/data/b${one.device}`,
          `E:ID_FS_UUID=${one.uuid}\n${one.label ? `E:ID_FS_LABEL=${one.label}\nE:ID_FS_LABEL_ENC=${one.label}\n` : ''}E:ID_FS_TYPE=${one.type}\n`,
        ]),
      ),
    },
    statfs: Object.fromEntries(
      list.flatMap((one) => {
        if (!one.statfs) return []
        const [magic, ...blocks] = one.statfs
        return [[one.target, `${magic} 4096 ${blocks.join(' ')}`]]
      }),
    ),
  }
}

/** A session as utmp(5) keeps it on x86: a record of 384 bytes, type USER_PROCESS. */
export function utmpRecord(user: string, line: string, epochSeconds: number, host = ''): Uint8Array {
  const record = Buffer.alloc(384)
  record.writeInt16LE(7, 0)
  record.writeInt32LE(1000, 4)
  record.write(line, 8, 32, 'latin1')
  record.write(line.slice(-4), 40, 4, 'latin1')
  record.write(user, 44, 32, 'latin1')
  record.write(host, 76, 256, 'latin1')
  record.writeInt32LE(epochSeconds, 340)
  return record
}

/** When dpkg installed its packages: the lists of their files. */
export const dpkgLists = (epochSeconds: number, ...names: readonly string[]): CaptureParts => ({
  stats: Object.fromEntries(names.map((name) => [`/var/lib/dpkg/info/${name}.list`, `f 644 0 0 1200 ${epochSeconds}`])),
})
