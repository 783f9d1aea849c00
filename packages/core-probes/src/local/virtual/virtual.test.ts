import { smbios as build, type CaptureParts, captureText, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { captureHost } from '../../host/adapters/capture.ts'
import { parseCapture } from '../../host/capture/parse.ts'
import { byMessages, isGuest, virtualSystem } from './detect.ts'
import { initVariable, parseDockerId, parseEnvId } from './parse-container-id.ts'
import { parseWhoami, wslUuid } from './wsl.ts'

const detect = (parts: CaptureParts) => virtualSystem(captureHost(parseCapture(captureText(parts))))
const firmware = (
  system: Parameters<typeof structure<'system'>>[1],
  bios: Parameters<typeof structure<'bios'>>[1] = {},
) => {
  const { table, entryPoint } = build([structure('bios', bios), structure('system', system)])
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}
const qemu = firmware({ manufacturer: 'QEMU', product: 'Standard PC' })
const guestCpu = 'processor\t: 0\nflags\t\t: fpu vme hypervisor lm\nbugs\t\t:\n\n'
const hostCpu = 'processor\t: 0\nflags\t\t: fpu vme lm\n\n'
const clocks = '/sys/devices/system/clocksource/clocksource0/available_clocksource'

describe('containers, whatever the hardware says', () => {
  test.each<[string, CaptureParts['files'], string, string]>([
    ['init says lxc', { '/proc/1/environ': 'TERM=linux\0container=lxc\0' }, 'lxc', '/proc/1/environ'],
    ['init says docker', { '/proc/1/environ': 'container=docker\0' }, 'Docker', '/proc/1/environ'],
    ['systemd', { '/run/systemd/container': 'systemd-nspawn\n' }, 'systemd-nspawn', '/run/systemd/container'],
    ['podman', { '/run/.containerenv': '' }, 'podman', '/run/.containerenv'],
    ['Docker', { '/.dockerenv': '' }, 'Docker', '/.dockerenv'],
    ['Virtuozzo', { '/proc/self/status': 'Name:\tnode\nenvID:\t101\n' }, 'Virtuozzo', '/proc/self/status'],
    ['WSL', { '/proc/version': 'Linux version 5.15.90.1-microsoft-standard-WSL2\n' }, 'WSL', '/proc/version'],
    [
      'a distribution of WSL that was an image',
      { '/.dockerenv': '', '/proc/sys/fs/binfmt_misc/WSLInterop': 'enabled\n' },
      'WSL',
      '/proc/sys/fs/binfmt_misc/WSLInterop',
    ],
    [
      'a container on Docker Desktop',
      { '/.dockerenv': '', '/proc/version': 'Linux version 5.15-microsoft\n' },
      'Docker',
      '/.dockerenv',
    ],
    ['a pod', { '/proc/1/cgroup': '0::/kubepods.slice/pod1\n' }, 'oci', '/proc/1/cgroup'],
    [
      'a pod without account, control groups of its own',
      { '/proc/self/mountinfo': '90 80 8:1 /var/lib/kubelet/pods/1a/etc-hosts /etc/hosts rw - ext4 /dev/sda1 rw\n' },
      'oci',
      '/proc/self/mountinfo',
    ],
    [
      'lxc without root',
      { '/proc/self/mountinfo': '91 80 0:40 /proc/cpuinfo /proc/cpuinfo rw - fuse.lxcfs lxcfs rw\n' },
      'lxc',
      '/proc/self/mountinfo',
    ],
    [
      'WSL with systemd',
      { '/proc/sys/fs/binfmt_misc/WSLInterop-late': 'enabled\n' },
      'WSL',
      '/proc/sys/fs/binfmt_misc/WSLInterop-late',
    ],
  ])('%s', async (_, files, system, from) => {
    expect(await detect({ files: { ...qemu, ...files } })).toEqual({ system, from, container: true })
  })

  test('a node of Kubernetes, with the volumes of its pods, and a host of lxc are none', async () => {
    const mountinfo =
      '90 20 0:50 / /var/lib/kubelet/pods/1a/volumes/token rw - tmpfs tmpfs rw\n91 20 0:40 / /var/lib/lxcfs rw - fuse.lxcfs lxcfs rw\n'
    expect(await detect({ files: { '/proc/self/mountinfo': mountinfo, '/proc/cpuinfo': hostCpu } })).toMatchObject({
      system: 'Physical',
    })
  })

  test('the host of Virtuozzo containers is none', async () => {
    expect(await detect({ files: { '/proc/self/status': 'envID:\t0\n', '/proc/cpuinfo': hostCpu } })).toMatchObject({
      system: 'Physical',
    })
  })
})

test.each([
  [{ manufacturer: 'Microsoft Corporation', product: 'Virtual Machine' }, {}, 'Hyper-V'],
  [{ manufacturer: 'Microsoft Corporation', product: 'Surface Go 2' }, {}, 'Physical'],
  [{ manufacturer: 'VMware, Inc.', product: 'VMware7,1' }, {}, 'VMware'],
  [{ manufacturer: 'innotek GmbH', product: 'VirtualBox' }, { vendor: 'innotek GmbH' }, 'VirtualBox'],
  [{ manufacturer: 'Acme', product: 'Cloud', serial: 'VMware-56 4d' }, {}, 'VMware'],
  [{ manufacturer: 'Xen', product: 'HVM domU' }, {}, 'Xen'],
  [{ product: 'KVM' }, {}, 'QEMU'],
  [{ manufacturer: 'Amazon EC2', product: 'c6g.large' }, {}, 'QEMU'],
  [{ manufacturer: 'Amazon EC2', product: 'c6g.metal' }, {}, 'Physical'],
  [{ manufacturer: 'Google', product: 'Google Compute Engine' }, {}, 'QEMU'],
  [{ manufacturer: 'OpenStack Foundation', product: 'OpenStack Nova' }, {}, 'QEMU'],
  [{ manufacturer: 'Nutanix', product: 'AHV' }, {}, 'QEMU'],
  [{ manufacturer: 'KubeVirt', product: 'None' }, {}, 'QEMU'],
  [{ manufacturer: 'Hetzner', product: 'vServer' }, {}, 'QEMU'],
  [{ manufacturer: 'Apple Inc.', product: 'Apple Virtualization Generic Platform' }, {}, 'Virtual Machine'],
  [{ manufacturer: 'Apple Inc.', product: 'MacPro7,1' }, { vendor: 'Apple Inc.' }, 'Physical'],
  [{ manufacturer: 'FreeBSD', product: 'BHYVE' }, { vendor: 'BHYVE' }, 'Virtual Machine'],
  [{ manufacturer: 'Parallels International GmbH.', product: 'Parallels ARM Virtual Machine' }, {}, 'Parallels'],
  [{ manufacturer: 'Acme', product: 'Cloud' }, { version: 'VMW71.00V.16722896.B64' }, 'VMware'],
  [{ manufacturer: 'Dell Inc.', product: 'PowerEdge R640' }, { vendor: 'Dell Inc.' }, 'Physical'],
] as const)('firmware strings %j %j: %s', async (system, bios, expected) => {
  const files = { ...firmware(system, bios), '/proc/cpuinfo': hostCpu }
  expect(await detect({ files })).toMatchObject({ system: expected, container: false })
})

test.each<[string, CaptureParts['files'], string]>([
  ['domain 0 of Xen', { '/proc/xen/capabilities': 'control_d\n' }, 'Physical'],
  ['a domain of Xen', { '/proc/xen/capabilities': '\n' }, 'Xen'],
  ['paravirtual drivers', { '/proc/modules': 'xen_blkfront 24576 2 - Live 0x0\n' }, 'Xen'],
  ['clock of KVM', { '/proc/cpuinfo': guestCpu, [clocks]: 'kvm-clock tsc\n' }, 'QEMU'],
  ['the same clock on a host', { '/proc/cpuinfo': hostCpu, [clocks]: 'tsc kvm-clock\n' }, 'Physical'],
  ['virtio devices', { '/proc/cpuinfo': guestCpu, '/sys/bus/virtio/devices/virtio0/vendor': '0x1af4\n' }, 'QEMU'],
  ['a guest of an unknown one', { '/proc/cpuinfo': guestCpu }, 'Virtual Machine'],
  ['ARM guest without such a node', { '/proc/device-tree/compatible': 'linux,dummy-virt\0' }, 'QEMU'],
  ['User Mode Linux', { '/proc/cpuinfo': 'processor\t: 0\nvendor_id\t: User Mode Linux\n' }, 'Virtual Machine'],
  ['ARM guest', { '/proc/device-tree/hypervisor/compatible': 'linux,kvm\0' }, 'QEMU'],
  ['z/VM', { '/proc/sysinfo': 'Manufacturer: IBM\nVM00 Control Program: z/VM    6.4.0\n' }, 'Virtual Machine'],
  ['boot messages', { '/var/log/dmesg': `${' '.repeat(40)}\nHypervisor detected: VMware\n` }, 'VMware'],
])('marks of the kernel: %s', async (_, files, system) => {
  expect(await detect({ files: files ?? {} })).toMatchObject({ system, container: false })
})

test('the command is the last resort', async () => {
  const dmesg = `[    0.000000] Hypervisor detected: Microsoft Hyper-V\n[    1.0] scsi 0:0:0:0: Virtual HD, 1.1.0\nx: Virtual HD, ATA\n`
  expect(await detect({ files: { '/proc/cpuinfo': guestCpu }, commands: { dmesg } })).toEqual({
    system: 'Virtual Machine',
    from: 'dmesg',
    container: false,
  })
  expect(await detect({ files: { '/proc/cpuinfo': hostCpu }, commands: { dmesg } })).toMatchObject({
    system: 'Physical',
  })
})

test('ids of containers', () => {
  const id = 'deadbeef0123'.padEnd(64, 'a')
  expect(parseDockerId(`12:pids:/docker/${id}\n`, undefined)).toBe('deadbeef0123')
  expect(
    parseDockerId(
      '0::/\n',
      `733 710 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n`,
    ),
  ).toBe('deadbeef0123')
  expect(parseDockerId('0::/\n', '1 2 8:1 / / rw - ext4 /dev/sda1 rw\n')).toBeUndefined()
  expect(parseEnvId('Name:\tx\nenvID:\t42\n')).toBe('42')
  expect(parseEnvId('envID:\t0\n')).toBeUndefined()
  expect(initVariable('a=1\0container_uuid=b8f1\0', 'container_uuid')).toBe('b8f1')
})

test('UUID and account under Windows', async () => {
  expect(await wslUuid('S-1-5-21-1-2-3-1001', 'Ubuntu')).toBe('985F2943-BA04-3FCE-92AE-FB0F96140BCB')
  expect(parseWhoami('"lab\\jane","S-1-5-21-1-2-3-1001"\r\n')).toEqual({ user: 'jane', sid: 'S-1-5-21-1-2-3-1001' })
  expect(parseWhoami('ERROR: no such option')).toBeUndefined()
})

test('any text: no exception', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(parseDockerId(a, b) ?? '').toMatch(/^[0-9a-f]{0,12}$/)
      for (const parse of [parseEnvId, isGuest, byMessages, parseWhoami]) parse(a)
      initVariable(a, b)
    }),
  )
})
