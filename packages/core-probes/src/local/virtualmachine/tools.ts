import { identityReads } from '../identity/index.ts'
import type { Source } from '../probe.ts'
import { taskDirs } from './containerd-dirs.ts'
import { lxcKeys } from './lxc-keys.ts'
import type { readers } from './readers.ts'

/** A virtualization product. It is asked where one of its signs is there. */
export interface Tool {
  /** Programs, any of which shows that it is installed. */
  readonly programs?: readonly string[]
  /** Files, directories or sockets of which the same is true; `<uid>` is ours. */
  readonly paths?: readonly string[]
  /** Where this is known not to be there, the programs are those of a client only, and not started to hear that. */
  readonly service?: string
  readonly reads: readonly Source[]
  readonly read: keyof typeof readers
}

/** A file below the homes of users. */
const inHomes = (path: string, kind: 'file' | 'dir' = 'file'): readonly Source[] =>
  ['/root', '/home/<user>'].map((home) => ({ [kind]: `${home}/${path}` }))

const limits = (group: string): readonly Source[] => [
  { file: `/sys/fs/cgroup/${group}/cgroup.events` },
  { file: `/sys/fs/cgroup/freezer/${group}/freezer.state` },
]

const lxcState: readonly Source[] = [
  { file: '/proc/net/unix' },
  ...limits('lxc.payload.<name>'),
  ...limits('lxc/<name>'),
  { command: ['lxc-info', '-n', 'NAME', '-s'] },
  { command: ['lxc-info', '-n', 'NAME', ...lxcKeys] },
]

/**
 * All virtualization products that are looked for. Where two of them know a guest, what the earlier one says holds:
 * managers come before the processes that they start. Guests of Hyper-V run under Windows, never here.
 */
export const tools: readonly Tool[] = [
  {
    programs: ['virsh'],
    paths: ['/etc/libvirt/qemu', '/etc/libvirt/lxc', '/etc/libvirt/libxl'],
    service: '/etc/libvirt/qemu',
    reads: [
      ...['qemu', 'lxc', 'libxl'].flatMap((name) => [
        { dir: `/etc/libvirt/${name}`, root: true },
        { dir: `/run/libvirt/${name}`, root: true },
      ]),
      ...inHomes('.config/libvirt/qemu', 'dir'),
      { dir: '/run/user/<uid>/libvirt/qemu/run' },
      { command: ['virsh', '--readonly', 'list', '--all'] },
      { command: ['virsh', '--readonly', 'dumpxml', 'NAME'] },
      { command: ['virsh', '-c', 'lxc:///', '--readonly', 'list', '--all'] },
      { command: ['virsh', '-c', 'lxc:///', '--readonly', 'dumpxml', 'NAME'] },
    ],
    read: 'libvirt',
  },
  {
    programs: ['xe'],
    reads: [{ command: ['xe', 'vm-list'] }, { command: ['xe', 'vm-param-list', 'uuid=<uuid>'] }],
    read: 'xenserver',
  },
  {
    programs: ['xl', 'xm'],
    reads: ['xl', 'xm'].flatMap((program) => [
      { command: [program, 'list'], root: true },
      { command: [program, 'list', program === 'xl' ? '-v' : '-l'], root: true },
    ]),
    read: 'xen',
  },
  {
    programs: ['pct'],
    paths: ['/etc/pve/qemu-server', '/etc/pve/lxc'],
    reads: [
      { dir: '/etc/pve/qemu-server', root: true },
      { dir: '/etc/pve/lxc', root: true },
      { dir: '/run/qemu-server', root: true },
      ...lxcState,
      { dir: '/var/lib/lxc', root: true },
      { command: ['pct', 'list'], root: true },
    ],
    read: 'proxmox',
  },
  {
    programs: ['lxc-ls'],
    paths: ['/var/lib/lxc'],
    reads: [
      { file: '/etc/lxc/lxc.conf' },
      { dir: '/var/lib/lxc', root: true },
      ...inHomes('.local/share/lxc', 'dir'),
      ...lxcState,
      { command: ['lxc-ls', '-1'] },
      { command: ['lxc-attach', '-n', 'NAME', '--', '/bin/cat', '/etc/machine-id'], root: true },
      { command: ['lxc-attach', '-n', 'NAME', '--', '/bin/cat', '/etc/hostname'], root: true },
    ],
    read: 'lxc',
  },
  {
    programs: ['lxc', 'incus'],
    paths: ['/var/snap/lxd/common/lxd/unix.socket', '/var/lib/lxd/unix.socket', '/var/lib/incus/unix.socket'],
    service: '/var/lib/lxd/unix.socket',
    reads: [
      { socket: '/var/snap/lxd/common/lxd/unix.socket', root: true },
      { socket: '/var/lib/lxd/unix.socket', root: true },
      { socket: '/var/lib/incus/unix.socket', root: true },
      ...['lxc', 'incus'].flatMap((client) => [
        { command: [client, 'list', '--format', 'json'] },
        { command: [client, 'file', 'pull', '<name>/etc/machine-id', '-'] },
      ]),
    ],
    read: 'instances',
  },
  {
    programs: ['podman'],
    paths: ['/var/lib/containers/storage', '/run/podman/podman.sock'],
    reads: [
      { socket: '/run/podman/podman.sock', root: true },
      { dir: '/var/lib/containers/storage', root: true },
      { dir: '/run/containers/storage', root: true },
      { socket: '/run/user/<uid>/podman/podman.sock' },
      { dir: '/run/user/<uid>/containers' },
      ...inHomes('.local/share/containers/storage', 'dir'),
      { command: ['podman', 'ps', '-a', '--format', 'json'] },
    ],
    read: 'podman',
  },
  {
    programs: ['docker'],
    paths: ['/var/run/docker.sock', '/run/user/<uid>/docker.sock'],
    service: '/var/run/docker.sock',
    reads: [
      { socket: '/var/run/docker.sock', root: true },
      { socket: '/run/user/<uid>/docker.sock' },
      { command: ['docker', 'ps', '-a', '--format', 'FORMAT'], root: true },
      { command: ['docker', 'inspect', 'ID'], root: true },
    ],
    read: 'docker',
  },
  {
    programs: ['nerdctl', 'crictl'],
    paths: taskDirs,
    reads: [
      ...taskDirs.map((dir) => ({ dir, root: true })),
      { command: ['nerdctl', 'ps', '-a', '--no-trunc', '--format', 'json'], root: true },
      { command: ['crictl', 'ps', '-a', '-o', 'json'], root: true },
    ],
    read: 'containerd',
  },
  {
    programs: ['machinectl'],
    reads: [
      { dir: '/run/systemd/machines' },
      { dir: '/var/lib/machines', root: true },
      { dir: '/sys/fs/cgroup/machine.slice' },
      { dir: '/sys/fs/cgroup/memory/machine.slice' },
      { command: ['machinectl', 'list', '--no-pager', '--no-legend'] },
      { command: ['machinectl', 'show', 'NAME'] },
    ],
    read: 'nspawn',
  },
  {
    programs: ['VBoxManage'],
    reads: [
      ...inHomes('.config/VirtualBox/VirtualBox.xml'),
      ...inHomes('VirtualBox VMs/<name>/<name>.vbox'),
      { command: ['VBoxManage', '-nologo', 'list', '--long', 'vms'] },
    ],
    read: 'virtualbox',
  },
  {
    programs: ['vmrun', 'vmware-cmd'],
    reads: [
      ...inHomes('.vmware/inventory.vmls'),
      ...inHomes('vmware/<name>/<name>.vmx'),
      { file: '/var/lib/vmware/Virtual Machines/<name>/<name>.vmx' },
      { command: ['vmrun', 'list'] },
      { command: ['vmware-cmd', '-l'] },
      { command: ['vmware-cmd', 'PATH', 'getstate'] },
    ],
    read: 'vmware',
  },
  {
    programs: ['vzlist'],
    reads: [
      { command: ['vzlist', '--all', '--no-header', '-o', 'hostname,ctid,cpulimit,status,ostemplate'], root: true },
      { dir: '/etc/vz/conf' },
      ...identityReads,
      { command: ['vzctl', 'exec', 'CTID', 'ip -0 a'], root: true },
    ],
    read: 'virtuozzo',
  },
  {
    programs: ['prlctl'],
    reads: [{ command: ['prlctl', 'list', '-a'] }, { command: ['prlctl', 'list', '-i', 'UUID'] }],
    read: 'parallels',
  },
  {
    programs: ['vserver'],
    reads: [
      { command: ['vserver-info'] },
      { dir: '/etc/vservers' },
      { command: ['vserver', 'NAME', 'status'], root: true },
    ],
    read: 'vserver',
  },
]
