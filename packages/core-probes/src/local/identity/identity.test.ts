import { smbios as build, type CaptureParts, captureText, structure } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { captureHost } from '../../host/adapters/capture.ts'
import { parseCapture } from '../../host/capture/parse.ts'
import { deviceId } from './device-id.ts'
import { identity } from './identity.ts'

const hostOf = (parts: CaptureParts) => captureHost(parseCapture(captureText(parts)))
const identify = (parts: CaptureParts) => identity(hostOf(parts))
const uuid = '00112233-4455-6677-8899-aabbccddeeff'
const hardware = (
  system: Parameters<typeof structure<'system'>>[1],
  chassis: Parameters<typeof structure<'chassis'>>[1] = {},
) => {
  const { table, entryPoint } = build([structure('system', { uuid, ...system }), structure('chassis', chassis)])
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}
const machineId = { '/etc/machine-id': '0123456789abcdef0123456789abcdef\n', '/etc/hostname': 'web01\n' }
const derived = { value: '16eebefb46c996a8db75c3bc6f48f9601ae3b80b', from: '/etc/machine-id, /etc/hostname' }

test('hardware: UUID and serial number of the firmware table', async () => {
  const found = await identify({
    files: { ...hardware({ manufacturer: 'Acme', serial: 'S1' }, { serial: 'C1' }), ...machineId },
  })
  expect(found).toMatchObject({
    uuid: { value: uuid, from: 'SMBIOS table' },
    serial: { value: 'S1', from: 'SMBIOS table' },
  })
})

test('the case stands in where the system has only a filler', async () => {
  const found = await identify({ files: hardware({ serial: 'To Be Filled By O.E.M.' }, { serial: 'C1' }) })
  expect(found.serial).toEqual({ value: 'C1', from: 'SMBIOS table, chassis' })
  expect((await identify({ files: hardware({ serial: '0' }, { serial: 'None' }) })).serial).toBeUndefined()
})

test('VirtualBox without a serial number takes its UUID', async () => {
  const found = await identify({
    files: hardware({ manufacturer: 'innotek GmbH', product: 'VirtualBox', version: 'VirtualBox', serial: '0' }),
  })
  expect(found.system.system).toBe('VirtualBox')
  expect(found.serial?.value).toBe(uuid)
})

test('a guest without UUID gets one of its own; hardware without one gets none', async () => {
  const guest = { '/proc/cpuinfo': 'flags : fpu hypervisor\n' }
  expect((await identify({ files: { ...guest, ...machineId } })).uuid).toEqual(derived)
  expect((await identify({ files: { '/proc/cpuinfo': 'flags : fpu\n', ...machineId } })).uuid).toBeUndefined()
})

test('who may not read the firmware gets no other UUID than root would', async () => {
  const guest: CaptureParts = {
    files: { '/proc/cpuinfo': 'flags : fpu hypervisor\n', '/sys/class/dmi/id/sys_vendor': 'Acme\n', ...machineId },
    raw: ['-- file(denied) /sys/firmware/dmi/tables/DMI --', '-- file(denied) /sys/class/dmi/id/product_uuid --'],
  }
  const found = await identify(guest)
  expect(found.uuid).toBeUndefined()
  expect(found.notes.join()).toContain('UUID')
  const container = await identify({ ...guest, files: { ...guest.files, '/run/.containerenv': '' } })
  expect(container.uuid).toEqual(derived)
})

test('VMware: the other byte order is told, not used', async () => {
  const found = await identify({ files: hardware({ manufacturer: 'VMware, Inc.' }) })
  expect(found.uuid?.value).toBe(uuid)
  expect(found.notes.join()).toContain('33221100-5544-7766-8899-aabbccddeeff')
})

describe('a container never has the identity of its host', () => {
  const files = { ...hardware({ serial: 'HOST1' }), ...machineId }
  test.each<[string, CaptureParts['files'], unknown]>([
    ['lxc', { '/proc/1/environ': 'container=lxc\0' }, derived],
    ['podman', { '/run/.containerenv': '' }, derived],
    [
      'Docker',
      { '/.dockerenv': '', '/proc/1/cgroup': `0::/docker/${'ab12'.repeat(16)}\n` },
      { value: 'ab12ab12ab12', from: '/proc/1/cgroup' },
    ],
    ['Docker without an id', { '/.dockerenv': '', '/proc/1/cgroup': '0::/\n' }, derived],
    [
      'nspawn',
      { '/run/systemd/container': 'systemd-nspawn\n', '/run/host/container-uuid': 'b8f1\n' },
      { value: 'b8f1', from: '/run/host/container-uuid' },
    ],
    [
      'Virtuozzo',
      { '/proc/self/status': 'envID:\t101\n' },
      { value: `${uuid}-101`, from: 'SMBIOS table, /proc/self/status' },
    ],
  ])('%s', async (_, marks, expected) => {
    const found = await identify({ files: { ...files, ...marks } })
    expect(found.uuid).toEqual(expected)
    expect(found.serial).toBeUndefined()
    expect(found.notes.join()).toContain('HOST1')
  })

  test('WSL: the UUID that Windows gives it', async () => {
    const found = await identify({
      files: { '/proc/version': 'Linux version 5.15-microsoft-standard-WSL2\n' },
      env: { WSL_DISTRO_NAME: 'Ubuntu' },
      commands: { '/mnt/c/Windows/System32/whoami.exe /user /fo csv /nh': '"lab\\jane","S-1-5-21-1-2-3-1001"\n' },
    })
    expect(found.uuid).toEqual({ value: '985F2943-BA04-3FCE-92AE-FB0F96140BCB', from: 'whoami.exe' })
  })
})

test('a board without SMBIOS: its serial number, if it is one', async () => {
  const board = (serial: string) => ({
    '/proc/cpuinfo': `processor\t: 0\nCPU part\t: 0xd03\n\nHardware\t: BCM2835\nSerial\t\t: ${serial}\n`,
  })
  expect((await identify({ files: board('00000000acf9d788') })).serial).toEqual({
    value: '00000000acf9d788',
    from: '/proc/cpuinfo',
  })
  expect((await identify({ files: board('0000000000000000') })).serial).toBeUndefined()
})

test('device id: name, workgroup and local time', () => {
  const { facts } = hostOf({ header: { now: '2026-07-01T22:30:05Z', timezone: 'Europe/Paris' } })
  expect(deviceId('lab1', undefined, facts)).toBe('lab1-2026-07-02-00-30-05')
  expect(deviceId('lab1', 'office', facts)).toBe('lab1.office-2026-07-02-00-30-05')
  expect(deviceId(undefined, undefined, facts)).toBe('device-by-fusioninventory-agent-2026-07-02-00-30-05')
})
