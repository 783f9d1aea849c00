import { expect, test } from 'vitest'
import { allowList, pathPattern } from './declared.ts'

const allow = allowList([
  { file: '/etc/hosts' },
  { file: '/sys/class/net/*/address' },
  { file: '/proc/<pid>/stat' },
  { dir: '/sys/class/dmi/id' },
  { dir: '/sys/block/*' },
  { socket: '/run/docker.sock' },
  { command: ['dmidecode'] },
  { command: ['cryptsetup', 'status', 'NAME'] },
  { command: ['smartctl', '-i', '/dev/<disk>'] },
])

test.each([
  ['/etc/hosts', true],
  ['/etc/host', false],
  ['/etc/hosts/x', false],
  ['/sys/class/net/eth0/address', true],
  ['/sys/class/net/eth0/x/address', false],
  ['/sys/class/net', false],
  ['/proc/1/stat', true],
  ['/proc/1/environ', false],
  ['/sys/class/dmi/id', true],
  ['/sys/class/dmi/id/product_uuid', true],
  ['/sys/class/dmi/idx', false],
  ['/sys/block/sda/device/model', true],
  ['/sys/block', false],
  ['/run/docker.sock', true],
  ['/', false],
])('path %s: %s', (path, allowed) => expect(allow.path(path)).toBe(allowed))

test.each([
  [['dmidecode'], true],
  [['/usr/sbin/dmidecode'], true],
  [['dmidecode', '-t', 'memory'], false],
  [['cryptsetup', 'status', 'luks-1'], true],
  [['cryptsetup', 'status', '--header=x'], false],
  [['cryptsetup', 'luksDump', 'x'], false],
  [['smartctl', '-i', '/dev/sda'], true],
  [['smartctl', '-i', '/etc/shadow'], false],
  [['smartctl', '-i', '/dev/../etc/shadow'], false],
  [['rm', '-rf', '/'], false],
])('command %j: %s', (argv, allowed) => expect(allow.command(argv)).toBe(allowed))

test('programs are those of the commands', () => {
  expect([allow.program('dmidecode'), allow.program('rm')]).toEqual([true, false])
})

test('a wild card of a shell does not stand for hidden names', () => {
  expect(pathPattern('/a/*', false).test('/a/.b')).toBe(false)
  expect(pathPattern('/a/x*', false).test('/a/x.b')).toBe(true)
  expect(pathPattern('/a/*', true).test('/a/.b')).toBe(true)
})
