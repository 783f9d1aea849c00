import fc from 'fast-check'
import { expect, test } from 'vitest'
import { machineOf } from './elf.ts'
import { pageSizeOf } from './live-facts.ts'
import { mountOf, parseMountTypes } from './mounts.ts'
import { fqdnOf, userOf, zoneName } from './naming.ts'
import { offsetOf } from './zone.ts'

const HOSTS = '127.0.0.1 localhost\n127.0.1.1\tlab1.example.org  LAB1 # here\n'

test.each([
  ['lab1', HOSTS, '', 'lab1.example.org'],
  ['lab2', HOSTS, 'nameserver ::1\nsearch a.example b.example\ndomain c.example.\n', 'lab2.c.example'],
  ['lab2', HOSTS, 'search a.example b.example\n', 'lab2.a.example'],
  ['lab2', HOSTS, 'search .\n', undefined],
  ['lab2', HOSTS, '', undefined],
  ['vm', '127.0.0.1 vm\n', 'search a.example\n', 'vm.a.example'],
  ['vm', '127.0.0.1 vm\n', '', 'vm'],
  ['vm', '127.0.0.1 localhost localhost.localdomain vm\n', 'search a.example\n', 'vm.a.example'],
  ['vm', '127.0.0.1 localhost.localdomain vm vm.example.org\n', 'search a.example\n', 'vm.example.org'],
  ['vm', '192.0.2.1 mail.example.org vm\n', '', 'mail.example.org'],
  ['h.example.net', '', 'search a.example\n', 'h.example.net'],
  ['', HOSTS, 'search a.example\n', undefined],
])('the full name of %s', (hostname, hosts, resolv, fqdn) => {
  expect(fqdnOf(hostname, hosts, resolv)).toBe(fqdn)
})

test.each([
  ['Europe/Paris\n', 'Europe/Paris'],
  [':America/Argentina/Ushuaia', 'America/Argentina/Ushuaia'],
  ['/usr/share/zoneinfo/Etc/UTC', 'Etc/UTC'],
  ['../usr/share/zoneinfo/posix/Asia/Tokyo', 'Asia/Tokyo'],
  ['CET-1CEST,M3.5.0,M10.5.0/3', undefined],
  ['/etc/passwd', undefined],
  ['', undefined],
  [undefined, undefined],
])('the zone in %j', (text, zone) => {
  expect(zoneName(text)).toBe(zone)
})

test('users by number', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/sh\n+::::::\nme:x:1000:1000::/home/me:/bin/sh\n'
  expect([userOf(passwd, 1000), userOf(passwd, 0), userOf(passwd, 7)]).toEqual(['me', 'root', undefined])
})

test('mounts: type by the longest point, of equal ones the last', () => {
  const mounts = parseMountTypes(`22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 27 0:9 / /mnt/a\\040b rw - nfs4 h:/x rw
31 27 0:9 / /mnt/a\\040b rw - tmpfs none rw
not a mount
`)
  expect(mountOf(mounts, '/mnt/a b/c')?.type).toBe('tmpfs')
  expect(mountOf(mounts, '/mnt/a bc')?.type).toBe('ext4')
  expect(mountOf(mounts, '/proc')?.type).toBe('proc')
  expect(mountOf([], '/')).toBeUndefined()
})

const elf = (bits: 32 | 64, little: boolean, machine: number): Uint8Array => {
  const bytes = new Uint8Array(64)
  bytes.set([0x7f, 0x45, 0x4c, 0x46, bits / 32, little ? 1 : 2])
  new DataView(bytes.buffer).setUint16(18, machine, little)
  return bytes
}

test.each([
  [64, true, 62, 'x86_64'],
  [32, true, 3, 'i686'],
  [64, true, 183, 'aarch64'],
  [64, true, 21, 'ppc64le'],
  [64, false, 21, 'ppc64'],
  [64, false, 22, 's390x'],
  [32, true, 243, 'riscv32'],
  [64, true, 9999, undefined],
] as const)('an ELF of %i bits, little-endian %s, machine %i', (bits, little, machine, name) => {
  expect(machineOf(elf(bits, little, machine))).toBe(name)
})

test('bytes of all kinds are no ELF or one, and an auxiliary vector or none', () => {
  expect(machineOf(new TextEncoder().encode('#!/bin/sh\nexec something\n'))).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      machineOf(bytes)
      expect(pageSizeOf(bytes)).toBeGreaterThan(0)
    }),
  )
  const auxv = new BigUint64Array([3n, 64n, 6n, 16384n, 0n, 0n])
  expect(pageSizeOf(new Uint8Array(auxv.buffer))).toBe(16384)
})

test('offsets around the changes of a zone', () => {
  expect(offsetOf('America/New_York', Date.UTC(2026, 2, 8, 6, 59, 59))).toBe(-300)
  expect(offsetOf('America/New_York', Date.UTC(2026, 2, 8, 7))).toBe(-240)
  expect(offsetOf('Etc/UTC', 0)).toBe(0)
  expect(offsetOf('Asia/Kolkata', Number.NaN)).toBe(0)
})
