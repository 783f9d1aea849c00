import type { Tool } from './guest.ts'

/**
 * All virtualization products that are looked for. Where two of them know a guest, what the earlier one says holds:
 * managers come before the processes that they start. Guests of Hyper-V run under Windows, never here.
 */
export const tools: readonly Tool[] = [
  {
    programs: ['virsh'],
    paths: ['/etc/libvirt/qemu', '/etc/libvirt/lxc', '/etc/libvirt/libxl'],
    service: '/etc/libvirt',
    reads: [
      ...['qemu', 'lxc', 'libxl'].flatMap((name) => [
        { dir: `/etc/libvirt/${name}`, root: true },
        { dir: `/run/libvirt/${name}`, root: true },
      ]),
      { dir: '<home>/.config/libvirt/qemu' },
      { dir: '/run/user/<uid>/libvirt/qemu/run' },
      { command: ['virsh', '--readonly', 'list', '--all'] },
      { command: ['virsh', '--readonly', 'dumpxml', 'NAME'] },
      { command: ['virsh', '-c', 'lxc:///', '--readonly', 'list', '--all'] },
      { command: ['virsh', '-c', 'lxc:///', '--readonly', 'dumpxml', 'NAME'] },
    ],
    load: () => import('./libvirt.ts'),
  },
  {
    programs: ['xe'],
    reads: [{ command: ['xe', 'vm-list'] }, { command: ['xe', 'vm-param-list', 'uuid=UUID'] }],
    load: () => import('./xenserver.ts'),
  },
  {
    programs: ['xl', 'xm'],
    reads: ['xl', 'xm'].flatMap((program) => [
      { command: [program, 'list'], root: true },
      { command: [program, 'list', program === 'xl' ? '-v' : '-l'], root: true },
    ]),
    load: () => import('./xen.ts'),
  },
  {
    programs: ['pct'],
    paths: ['/etc/pve/qemu-server', '/etc/pve/lxc'],
    reads: [
      { dir: '/etc/pve/qemu-server', root: true },
      { dir: '/etc/pve/lxc', root: true },
      { dir: '/run/qemu-server', root: true },
      { file: '/proc/net/unix' },
      { command: ['pct', 'list'], root: true },
    ],
    load: () => import('./proxmox.ts'),
  },
  {
    programs: ['lxc-ls'],
    paths: ['/var/lib/lxc'],
    reads: [
      { file: '/etc/lxc/lxc.conf' },
      { dir: '/var/lib/lxc', root: true },
      { dir: '<home>/.local/share/lxc' },
      { file: '/proc/net/unix' },
      { command: ['lxc-ls', '-1'] },
      { command: ['lxc-info', '-n', 'NAME', '-s'] },
      { command: ['lxc-info', '-n', 'NAME', '-c', 'KEY'] },
      { command: ['lxc-attach', '-n', 'NAME', '--', '/bin/cat', '/etc/machine-id'], root: true },
    ],
    load: () => import('./lxc.ts'),
  },
  {
    programs: ['lxd', 'incus'],
    paths: ['/var/snap/lxd/common/lxd/unix.socket', '/var/lib/lxd/unix.socket', '/var/lib/incus/unix.socket'],
    reads: [
      { socket: '/var/snap/lxd/common/lxd/unix.socket', root: true },
      { socket: '/var/lib/lxd/unix.socket', root: true },
      { socket: '/var/lib/incus/unix.socket', root: true },
      ...['lxc', 'incus'].flatMap((client) => [
        { command: [client, 'list', '--format', 'json'] },
        { command: [client, 'file', 'pull', 'NAME/etc/machine-id', '-'] },
      ]),
    ],
    load: () => import('./instances.ts'),
  },
  {
    programs: ['podman'],
    paths: ['/var/lib/containers/storage', '/run/podman/podman.sock'],
    reads: [
      { socket: '/run/podman/podman.sock', root: true },
      { dir: '/var/lib/containers/storage', root: true },
      { dir: '/run/containers/storage', root: true },
      { socket: '/run/user/<uid>/podman/podman.sock' },
      { dir: '<home>/.local/share/containers/storage' },
      { command: ['podman', 'ps', '-a', '--format', 'json'] },
    ],
    load: () => import('./podman.ts'),
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
    load: () => import('./docker.ts'),
  },
  {
    programs: ['nerdctl', 'crictl'],
    reads: [
      { command: ['nerdctl', 'ps', '-a', '--no-trunc', '--format', 'json'], root: true },
      { command: ['crictl', 'ps', '-a', '-o', 'json'], root: true },
    ],
    load: () => import('./containerd.ts'),
  },
  {
    programs: ['systemd-nspawn'],
    reads: [
      { dir: '/run/systemd/machines' },
      { dir: '/var/lib/machines', root: true },
      { dir: '/sys/fs/cgroup/machine.slice' },
      { command: ['machinectl', 'list', '--no-pager', '--no-legend'] },
      { command: ['machinectl', 'show', 'NAME'] },
    ],
    load: () => import('./nspawn.ts'),
  },
  {
    programs: ['VBoxManage'],
    reads: [
      { file: '<home>/.config/VirtualBox/VirtualBox.xml' },
      { command: ['VBoxManage', '-nologo', 'list', '--long', 'vms'] },
    ],
    load: () => import('./virtualbox.ts'),
  },
  {
    programs: ['vmrun', 'vmware-cmd'],
    reads: [
      { file: '<home>/.vmware/inventory.vmls' },
      { command: ['vmrun', 'list'] },
      { command: ['vmware-cmd', '-l'] },
      { command: ['vmware-cmd', 'PATH', 'getstate'] },
    ],
    load: () => import('./vmware.ts'),
  },
  {
    programs: ['vzlist'],
    reads: [
      { command: ['vzlist', '--all', '--no-header', '-o', 'hostname,ctid,cpulimit,status,ostemplate'], root: true },
      { dir: '/etc/vz/conf' },
      { command: ['vzctl', 'exec', 'CTID', 'ip -0 a'], root: true },
    ],
    load: () => import('./virtuozzo.ts'),
  },
  {
    programs: ['prlctl'],
    reads: [{ command: ['prlctl', 'list', '-a'] }, { command: ['prlctl', 'list', '-i', 'UUID'] }],
    load: () => import('./parallels.ts'),
  },
  {
    programs: ['vserver'],
    reads: [
      { command: ['vserver-info'] },
      { dir: '/etc/vservers' },
      { command: ['vserver', 'NAME', 'status'], root: true },
    ],
    load: () => import('./vserver.ts'),
  },
]
