import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { originOf } from '../probe.ts'
import { linuxDrives } from './linux.ts'
import { superblock } from './superblock.ts'

const drives = async (parts: CaptureParts) => {
  const { patches } = await runProbe(linuxDrives, captureText(parts))
  return patches.flatMap((patch) => patch.content.DRIVES ?? [])
}
const line = (id: number, device: string, target: string, type: string, source: string, root = '/') =>
  `${id} 1 ${device} ${root} ${target} rw,relatime - ${type} ${source} rw\n`

test('sizes, names and what udev and the superblock know', async () => {
  const uuid = '7a20e641-ec5f-41ff-8c7b-2056b18cae80'
  const got = await drives({
    header: { timezone: 'Europe/Paris' },
    files: {
      '/proc/self/mountinfo':
        line(27, '8:1', '/', 'ext4', '/dev/root') +
        line(28, '8:17', '/full', 'vfat', '/dev/sdb1') +
        line(29, '0:30', '/srv', 'btrfs', '/dev/mapper/data') +
        line(30, '0:40', '/none', 'fuse.x', 'x') +
        line(31, '0:41', '/sys', 'sysfs', 'sysfs'),
      '/run/udev/data/b8:1': `E:ID_FS_UUID=${uuid}\nE:ID_FS_LABEL=root\n`,
      '/run/udev/data/b254:0': 'E:ID_FS_UUID=0cafe\n',
      '/sys/class/block/dm-0/dev': '254:0\n',
    },
    links: {
      '/sys/dev/block/8:1': '../../devices/x/block/sda/sda1',
      '/dev/mapper/data': '../dm-0',
      '/dev/disk/by-uuid/07DA-0305': '../../sdb1',
      '/dev/disk/by-label/My\\x20disk': '../../sdb1',
    },
    statfs: {
      '/': 'ef53 4096 66053021 60000000 20744500',
      '/full': '4d44 512 4096 0 0',
      '/srv': '9123683e 4096 262144 1 1',
      '/none': '65735546 4096 0 0 0',
    },
    raw: [
      `-- file(from=1024,base64) /dev/sda1 --\n${Buffer.from(superblock({ uuid, label: 'root', created: 1_700_000_000 })).toString('base64')}\n`,
    ],
  })
  expect(got).toEqual([
    {
      VOLUMN: '/dev/sda1',
      FILESYSTEM: 'ext4',
      TYPE: '/',
      TOTAL: 258019,
      FREE: 81033,
      SERIAL: uuid,
      LABEL: 'root',
      CREATEDATE: '2023/11/14 23:13:20',
    },
    {
      VOLUMN: '/dev/sdb1',
      FILESYSTEM: 'vfat',
      TYPE: '/full',
      TOTAL: 2,
      FREE: 0,
      SERIAL: '07DA-0305',
      LABEL: 'My disk',
    },
    { VOLUMN: '/dev/mapper/data', FILESYSTEM: 'btrfs', TYPE: '/srv', TOTAL: 1024, FREE: 0, SERIAL: '0cafe' },
  ])
  const [root = {}] = got
  expect(originOf(root, 'SERIAL')).toBe('/run/udev/data/b8:1')
  expect(originOf(root, 'CREATEDATE')).toBe('ext superblock')
  expect(originOf(root, 'TOTAL')).toBe('statfs')
})

test('without udev: the superblock of ext, blkid for others, and only as root', async () => {
  const uuid = '7a20e641-ec5f-41ff-8c7b-2056b18cae80'
  const parts: CaptureParts = {
    files: {
      '/proc/self/mountinfo':
        line(27, '8:1', '/', 'ext4', '/dev/sda1') +
        line(28, '8:2', '/srv', 'xfs', '/dev/sda2') +
        line(29, '8:17', '/usb', 'vfat', '/dev/sdb1'),
    },
    links: {
      '/sys/dev/block/8:1': '../../devices/x/sda1',
      '/sys/dev/block/8:2': '../../devices/x/sda2',
      '/sys/dev/block/8:17': '../../devices/x/sdb1',
      '/dev/disk/by-uuid/07DA-0305': '../../sdb1',
    },
    statfs: { '/': 'ef53 4096 999 1 1', '/srv': '58465342 4096 999 1 1', '/usb': '4d44 512 999 1 1' },
    commands: {
      'blkid -w /dev/null /dev/sda1': '/dev/sda1: UUID="never asked"\n',
      'blkid -w /dev/null /dev/sda2': `/dev/sda2: LABEL="logs" UUID="${uuid}" BLOCK_SIZE="512" TYPE="xfs"\n`,
      'blkid -w /dev/null /dev/sdb1': '/dev/sdb1: UUID="never asked"\n',
    },
    raw: [
      `-- file(from=1024,base64) /dev/sda1 --\n${Buffer.from(superblock({ uuid, label: 'root', created: 1 })).toString('base64')}\n`,
    ],
  }
  const serials = async (given: CaptureParts) => (await drives(given)).map(({ SERIAL, LABEL }) => [SERIAL, LABEL])
  expect(await serials(parts)).toEqual([
    [uuid, 'root'],
    [uuid, 'logs'],
    ['07DA-0305', undefined],
  ])
  const none = [undefined, undefined]
  expect(await serials({ ...parts, header: { uid: '1000' } })).toEqual([none, none, ['07DA-0305', undefined]])
})

test('an encrypted layer below a logical volume on RAID', async () => {
  const parts: CaptureParts = {
    files: {
      '/proc/self/mountinfo': line(27, '254:1', '/home', 'xfs', '/dev/mapper/vg-home'),
      '/sys/class/block/dm-1/dm/uuid': 'LVM-abc\n',
      '/sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-f75b1fa9-crypt\n',
      '/sys/class/block/dm-0/dm/name': 'crypt\n',
      '/sys/class/block/dm-1/slaves/md0/x': '',
      '/sys/class/block/md0/slaves/dm-0/x': '',
    },
    links: { '/sys/dev/block/254:1': '../../devices/virtual/block/dm-1' },
    statfs: { '/home': '58465342 4096 262144 1000 1000' },
    commands: { 'cryptsetup status crypt': '/dev/mapper/crypt is active.\n  cipher:  aes-xts-plain64\n' },
  }
  const luks = { ENCRYPT_NAME: 'LUKS2', ENCRYPT_STATUS: 'Yes', ENCRYPT_ALGO: 'aes-xts-plain64' }
  expect(await drives(parts)).toMatchObject([luks])
  const [unprivileged] = await drives({ ...parts, header: { uid: '1000' } })
  expect(unprivileged).toMatchObject({ ENCRYPT_NAME: 'LUKS2' })
  expect(unprivileged).not.toHaveProperty('ENCRYPT_ALGO')
})

test('a mount that does not answer is told without its size', async () => {
  const got = await drives({
    files: { '/proc/self/mountinfo': line(27, '0:50', '/nfs', 'nfs4', 'server:/export') },
    raw: ['-- statfs(timeout) /nfs --'],
  })
  expect(got).toEqual([{ VOLUMN: 'server:/export', FILESYSTEM: 'nfs4', TYPE: '/nfs' }])
})

test('df, else lshal, where there is no mount table', async () => {
  const df =
    'Filesystem Type 1024-blocks Used Available Capacity Mounted on\n/dev/sda5 ext4 12396968 5081936 6685288 44% /\n'
  expect(await drives({ commands: { 'df -P -T -k': df } })).toEqual([
    { VOLUMN: '/dev/sda5', FILESYSTEM: 'ext4', TYPE: '/', TOTAL: 12106, FREE: 6528 },
  ])
  const lshal = "udi = 'x'\n  block.device = '/dev/sda1'  (string)\n  info.category = 'volume'  (string)\n"
  expect(await drives({ commands: { lshal } })).toEqual([{ VOLUMN: '/dev/sda1', TOTAL: 0 }])
})
