/** Which file-system type holds a path, and so whether asking it may hang. */
import { decodeText } from '../text.ts'
import { readRegular } from './fs.ts'
import { walk } from './walk.ts'

/** Answered by this kernel alone. What is not named here may depend on a server, a daemon or another machine. */
export const LOCAL: ReadonlySet<string> = new Set(
  (
    'adfs affs apfs aufs bcachefs befs bfs binder binfmt_misc bpf btrfs cgroup cgroup2 configfs cramfs debugfs devpts ' +
    'devtmpfs efivarfs efs erofs exfat ext2 ext3 ext4 f2fs fusectl hfs hfsplus hostfs hpfs hugetlbfs iso9660 jffs2 jfs ' +
    'minix mqueue msdos nilfs2 nsfs ntfs ntfs3 overlay proc pstore qnx4 qnx6 ramfs reiserfs rootfs rpc_pipefs securityfs ' +
    'selinuxfs smackfs squashfs sysfs sysv tmpfs tracefs ubifs udf ufs vfat xenfs xfs zfs zonefs'
  ).split(' '),
)

const MAX_MOUNTINFO = 16 * 1024 * 1024

export interface Mount {
  readonly point: string
  readonly type: string
}

/** Mount points and types of /proc/self/mountinfo, proc_pid_mountinfo(5), in mount order. */
export function parseMountTypes(mountinfo: string): readonly Mount[] {
  const mounts: Mount[] = []
  for (const line of mountinfo.split('\n')) {
    const separator = line.indexOf(' - ')
    if (separator < 0) continue
    const point = line.slice(0, separator).split(' ', 5)[4]
    const type = line.slice(separator + 3).split(' ', 1)[0]
    if (point && type)
      mounts.push({
        point: point.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
        type,
      })
  }
  return mounts
}

/** The mount that holds a path without links: the longest mount point, of equal ones the latest. */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined
  for (const mount of mounts) {
    const { point } = mount
    const holds = point === '/' || path === point || (path.startsWith(point) && path[point.length] === '/')
    if (holds && point.length >= (best?.point.length ?? 0)) best = mount
  }
  return best
}

/** A place on a file system that may hang, without links up to there. */
export interface Risk {
  readonly mount: Mount
  readonly path: string
}

export interface Mounts {
  /** The mount that answers for a path below `root`, where that is no local file system; undefined: nothing can hang. */
  risky(path: string, root: string): Risk | undefined
  /** The type of the file system at a path without links. */
  typeAt(path: string): string | undefined
}

const readMountinfo = (): string => {
  const info = readRegular('/proc/self/mountinfo', 0, MAX_MOUNTINFO)
  return info.state === 'ok' ? decodeText(info.value) : ''
}

/** The mounts of this machine, read at the first question. */
export function liveMounts(mountinfo: () => string = readMountinfo): Mounts {
  let mounts: readonly Mount[] | undefined
  let anyRisky = false
  const table = (): readonly Mount[] => {
    if (!mounts) {
      mounts = parseMountTypes(mountinfo())
      anyRisky = mounts.some(({ type }) => !LOCAL.has(type))
    }
    return mounts
  }
  const remote = (path: string): Mount | undefined => {
    const mount = mountOf(table(), path)
    return mount && !LOCAL.has(mount.type) ? mount : undefined
  }
  return {
    typeAt: (path) => mountOf(table(), path)?.type,
    risky(path, root) {
      if (table() && !anyRisky) return undefined
      let resolved: string | undefined
      try {
        resolved = walk(path, { root, followLast: true, stop: (at) => remote(at) !== undefined })
      } catch {
        // What cannot be looked at cannot hang either; the reading itself will tell.
      }
      const mount = remote(resolved ?? `${root}${path}`)
      return mount && { mount, path: resolved ?? `${root}${path}` }
    },
  }
}
