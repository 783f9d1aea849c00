import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCryptsetup } from './encryption.ts'
import { parseBlkid } from './parse-blkid.ts'
import { parseDf } from './parse-df.ts'
import { parseLshal } from './parse-lshal.ts'
import { luksHeader, parseLuks } from './parse-luks.ts'
import { type Mount, parseMountinfo, unescapeOctal } from './parse-mountinfo.ts'
import { parseSuperblock } from './parse-superblock.ts'
import { parseUdev, unescapeUdev } from './parse-udev.ts'
import { keyOf, selectMounts } from './select-mounts.ts'
import { superblock } from './superblock.ts'

test('mountinfo: octal escapes, optional fields, and what is mounted on top', () => {
  const text = `27 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda1 rw
28 27 8:1 / /mnt/My\\040disk rw - vfat /dev/sd\\134a rw
29 27 0:25 / /mnt/over rw - tmpfs tmpfs rw
30 27 8:17 / /mnt/over rw - xfs /dev/sdb1 rw
broken line
`
  expect(parseMountinfo(text)).toEqual([
    { device: '254:0', root: '/', target: '/', type: 'ext4', source: '/dev/vda1' },
    { device: '8:1', root: '/', target: '/mnt/My disk', type: 'vfat', source: '/dev/sd\\a' },
    { device: '8:17', root: '/', target: '/mnt/over', type: 'xfs', source: '/dev/sdb1' },
  ])
})

test('blkid: names that others end with, escapes, and text of any kind', () => {
  const text = '/dev/sda1: LABEL_FATBOOT="no" PARTUUID="no" LABEL="a \\"b\\\\" UUID="7A3C-11E9" TYPE="vfat"\n'
  expect(parseBlkid(text)).toEqual({ label: 'a "b\\', uuid: '7A3C-11E9' })
  expect(parseBlkid('')).toEqual({})
  const texts = fc
    .array(fc.oneof(fc.constantFrom(' UUID="', ' LABEL="', '"', '\\'), fc.string()))
    .map((all) => all.join(''))
  fc.assert(fc.property(texts, (given) => void parseBlkid(given)))
  const label = fc.string({ minLength: 1, maxLength: 100 }).filter((given) => !given.includes('\n'))
  fc.assert(
    fc.property(label, (given) => {
      const quoted = given.replace(/["\\]/g, '\\$&')
      expect(parseBlkid(`/dev/x: LABEL="${quoted}" TYPE="xfs"`).label).toBe(given)
    }),
  )
})

const mount = (device: string, target: string, type: string, source: string, root = '/'): Mount => ({
  device,
  root,
  target,
  type,
  source,
})

test('which mounts are drives', () => {
  const mounts = [
    mount('0:21', '/proc', 'proc', 'proc'),
    mount('0:50', '/', 'overlay', 'overlay'),
    mount('8:1', '/etc/hosts', 'ext4', '/dev/sda1', '/var/lib/docker/hosts'),
    mount('8:1', '/srv/data', 'ext4', '/dev/sda1'),
    mount('8:1', '/data', 'ext4', '/dev/sda1'),
    mount('7:3', '/snap/core/1', 'squashfs', '/dev/loop3'),
    mount('11:0', '/media/cd', 'iso9660', '/dev/sr0'),
    mount('0:30', '/home', 'btrfs', '/dev/sdb1', '/@home'),
    mount('0:30', '/var', 'btrfs', '/dev/sdb1', '/@var'),
    mount('0:41', '/tank', 'zfs', 'tank'),
    mount('0:42', '/tank/vm', 'zfs', 'tank/vm'),
    mount('0:60', '/nfs', 'nfs4', 'server:/export'),
    mount('0:60', '/nfs2', 'nfs4', 'server:/other'),
    mount('0:61', '/run/user/1/gvfs', 'fuse.gvfsd-fuse', 'gvfsd-fuse'),
  ]
  expect(selectMounts(mounts).map(({ target }) => target)).toEqual([
    '/data',
    '/media/cd',
    '/var',
    '/tank',
    '/tank/vm',
    '/nfs',
    '/nfs2',
  ])
})

test('df with and without types', () => {
  const typed = `Filesystem     Type 1024-blocks     Used Available Capacity Mounted on
/dev/sda1      ext4    12396968 12396968         0     100% /
/dev/sdb1      vfat     2048000        0   2048000       0% /media/My disk
tmpfs          tmpfs    2048000        0   2048000       0% /run
overlay        overlay  2048000        0   2048000       0% /var/x
/dev/sdc1      ext4           0        0         0     100% /empty
`
  expect(parseDf(typed)).toEqual([
    { VOLUMN: '/dev/sda1', FILESYSTEM: 'ext4', TYPE: '/', TOTAL: 12106, FREE: 0 },
    { VOLUMN: '/dev/sdb1', FILESYSTEM: 'vfat', TYPE: '/media/My disk', TOTAL: 2000, FREE: 2000 },
  ])
  const bare =
    'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/hd4 2097152 1005632 1091520 48% /\n/proc - - - - /proc\n'
  expect(parseDf(bare)).toEqual([{ VOLUMN: '/dev/hd4', TYPE: '/', TOTAL: 2048, FREE: 1065 }])
})

test('the superblock of ext4', () => {
  const uuid = '7a20e641-ec5f-41ff-8c7b-2056b18cae80'
  expect(parseSuperblock(superblock({ uuid, label: 'root', created: 1_700_000_000 }))).toEqual({
    uuid,
    label: 'root',
    created: 1_700_000_000,
  })
  expect(parseSuperblock(superblock({ uuid, label: 'x'.repeat(16), created: 2 ** 32 + 5 }))).toEqual({
    uuid,
    label: 'x'.repeat(16),
    created: 2 ** 32 + 5,
  })
  expect(parseSuperblock(new Uint8Array(1024))).toBeUndefined()
  expect(parseSuperblock(new Uint8Array(10))).toBeUndefined()
})

test('udev', () => {
  const text =
    'S:disk/by-uuid/x\nE:ID_FS_LABEL=My_disk\nE:ID_FS_LABEL_ENC=My\\x20disk\nE:ID_FS_UUID=07DA-0305\nE:ID_FS_TYPE=vfat\n'
  expect(parseUdev(text)).toEqual({ uuid: '07DA-0305', label: 'My disk' })
  expect(parseUdev('E:ID_FS_LABEL=root\n')).toEqual({ label: 'root' })
  expect(unescapeUdev('caf\\xc3\\xa9 100%')).toBe('café 100%')
  expect(unescapeUdev('bad\\xff')).toBe('bad\\xff')
})

test('headers of LUKS', () => {
  const header = (version: number) => {
    const bytes = Buffer.alloc(luksHeader)
    bytes.write('LUKS\xba\xbe\0', 'latin1')
    bytes[7] = version
    return bytes
  }
  const first = header(1)
  first.write('aes', 8)
  first.write('xts-plain64', 40)
  expect(parseLuks(first)).toBe('aes-xts-plain64')
  const second = header(2)
  const json = (segments: unknown) => JSON.stringify({ keyslots: { 0: { area: { encryption: 'other' } } }, segments })
  second.write(json({ 0: { type: 'crypt', encryption: 'serpent-xts-plain64' } }), 4096)
  expect(parseLuks(second)).toBe('serpent-xts-plain64')
  second.write('{ broken', 4096)
  expect(parseLuks(second)).toBeUndefined()
  for (const odd of [json(null), json({ 0: null }), json([7]), 'null', '[]']) {
    const bytes = header(2)
    bytes.write(odd, 4096)
    expect(parseLuks(bytes)).toBeUndefined()
  }
  expect(parseLuks(header(3))).toBeUndefined()
  expect(parseLuks(new Uint8Array(luksHeader))).toBeUndefined()
  expect(parseLuks(new Uint8Array(3))).toBeUndefined()
})

test('cryptsetup and lshal', () => {
  expect(parseCryptsetup('/dev/mapper/home is active.\n  type:    LUKS2\n  cipher:  aes-xts-plain64\n')).toBe(
    'aes-xts-plain64',
  )
  const lshal = `udi = '/org/x/volume_1'
  block.device = '/dev/sda5'  (string)
  info.category = 'volume'  (string)
  volume.fstype = 'ext4'  (string)
  volume.label = ''  (string)
  volume.size = 12897206784  (0x300bbc200)  (uint64)
  volume.uuid = '7a20e641'  (string)

udi = '/org/x/other'
  info.category = 'storage'  (string)
`
  expect(parseLshal(lshal)).toEqual([{ VOLUMN: '/dev/sda5', FILESYSTEM: 'ext4', SERIAL: '7a20e641', TOTAL: 12300 }])
})

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.stringMatching(/^[a-z0-9 /:\\%='E_.-]{0,60}$/)).map((lines) => lines.join('\n')),
)

test('the parsers are total', () => {
  fc.assert(
    fc.property(text, fc.uint8Array({ maxLength: 1100 }), (given, bytes) => {
      const mounts = parseMountinfo(given)
      const chosen = selectMounts(mounts)
      expect(new Set(chosen.map(keyOf)).size).toBe(chosen.length)
      for (const { TOTAL, FREE } of parseDf(given)) expect(Number(TOTAL) >= 0 && Number(FREE) >= 0).toBe(true)
      parseSuperblock(bytes)
      parseLuks(Buffer.concat([Buffer.from('LUKS\xba\xbe\0\x01', 'latin1'), bytes]))
      parseUdev(given)
      unescapeUdev(given)
      parseCryptsetup(given)
      parseLshal(given)
    }),
  )
})

test('paths survive the escapes of the kernel', () => {
  const escaped = (path: string) =>
    path.replace(/[ \t\n\\]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)
  fc.assert(
    fc.property(fc.string(), (path) => {
      expect(unescapeOctal(escaped(path))).toBe(path)
    }),
  )
})
