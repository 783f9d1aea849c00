/** What reads the guests of each product: much code, loaded only where there is a sign of one. */

import { read as containerd } from './containerd.ts'
import { read as docker } from './docker.ts'
import type { ReadGuests } from './guest.ts'
import { read as instances } from './instances.ts'
import { read as libvirt } from './libvirt.ts'
import { read as lxc } from './lxc.ts'
import { read as nspawn } from './nspawn.ts'
import { read as parallels } from './parallels.ts'
import { read as podman } from './podman.ts'
import { read as proxmox } from './proxmox.ts'
import { read as qemu } from './qemu.ts'
import { read as virtualbox } from './virtualbox.ts'
import { read as virtuozzo } from './virtuozzo.ts'
import { read as vmware } from './vmware.ts'
import { read as vserver } from './vserver.ts'
import { read as xen } from './xen.ts'
import { read as xenserver } from './xenserver.ts'

export { mergeGuests } from './merge.ts'

export const readers = {
  containerd,
  docker,
  instances,
  libvirt,
  lxc,
  nspawn,
  parallels,
  podman,
  proxmox,
  qemu,
  virtualbox,
  virtuozzo,
  vmware,
  vserver,
  xen,
  xenserver,
} as const satisfies Readonly<Record<string, ReadGuests>>
