import type { Mount } from './parse-mountinfo.ts'

/** File systems that hold no data of their own, or none that lasts. */
const withoutStore = new Set(
  [
    'autofs binder binfmt_misc bpf cgroup cgroup2 configfs cpuset debugfs devfs devpts devshm devtmpfs efivarfs',
    'fusectl hugetlbfs mqueue none nfsd nsfs overlay pipefs proc pstore ramfs resctrl rootfs rpc_pipefs securityfs',
    'selinuxfs smackfs sockfs swap sysfs tmpfs tracefs udev usbfs',
    'fuse.gvfsd-fuse fuse.lxcfs fuse.portal fuse.snapfuse fuse.archivemount',
  ]
    .join(' ')
    .split(' '),
)
/** Images: packages (snaps), live systems, inserted discs. */
const images = new Set(['squashfs', 'iso9660', 'erofs', 'udf'])

/** Snapshots, and the layers of container images. */
const ofZfs = /@|\/[0-9a-f]{64}(?:-init)?$/

const isDrive = ({ type, source }: Mount): boolean =>
  !withoutStore.has(type) &&
  source !== 'overlay' &&
  !(images.has(type) && /^\/dev\/loop\d+$/.test(source)) &&
  !(type === 'zfs' && ofZfs.test(source))

/**
 * The file systems an inventory lists, in mount order. One that is mounted in several places (bind mounts, btrfs
 * sub-volumes) is one drive: at the place that shows most of it, among those at the shortest path.
 */
export function selectMounts(mounts: readonly Mount[]): Mount[] {
  const chosen = new Map<string, Mount>()
  for (const mount of mounts) {
    if (!isDrive(mount)) continue
    const key = keyOf(mount)
    const known = chosen.get(key)
    if (!known || better(mount, known)) chosen.set(key, mount)
  }
  return [...chosen.values()]
}

/** Shares of one server may have one device number. */
export const keyOf = ({ device, source }: Mount): string =>
  source.startsWith('/dev/') ? device : `${device} ${source}`

function better(a: Mount, b: Mount): boolean {
  const whole = Number(b.root !== '/') - Number(a.root !== '/')
  return whole !== 0 ? whole > 0 : a.target.length < b.target.length
}
