import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { asmDrives } from './asm.ts'
import { linuxDrives } from './linux.ts'
import { parseLsdg, parseOratab } from './parse-lsdg.ts'
import { parseMountTypes } from './parse-mount.ts'

const heading =
  'State    Type    Rebal  Sector  Logical_Sector  Block       AU  Total_MB  Free_MB  Req_mir_free_MB  Usable_file_MB  Offline_disks  Voting_files  Name\n'
const groups = `${heading}MOUNTED  EXTERN  N         512             512   4096  1048576    102400    51200                0           51200              0             N  DATA/
MOUNTED  NORMAL  N         512             512   4096  1048576    300000   100000           100000               0              0             N  FRA/
DISMOUNTED  EXTERN  N         512             512   4096  1048576    0    0           0               0              0             N  OLD/
`
const mounted = [
  { VOLUMN: 'diskgroup', LABEL: 'DATA', TOTAL: 102_400, FREE: 51_200 },
  { VOLUMN: 'diskgroup', LABEL: 'FRA', TOTAL: 100_000, FREE: 0 },
]
const drives = async (parts: CaptureParts) =>
  (await runProbe(asmDrives, captureText(parts))).patches.flatMap(({ content }) => content.DRIVES ?? [])

test('disk groups of ASM, with and without the logical size of sectors', () => {
  expect(parseLsdg(groups).map(({ name, state, type }) => [name, state, type])).toEqual([
    ['DATA', 'MOUNTED', 'EXTERN'],
    ['FRA', 'MOUNTED', 'NORMAL'],
    ['OLD', 'DISMOUNTED', 'EXTERN'],
  ])
  expect(parseLsdg('MOUNTED HIGH N 512 4096 4194304 300 250 60 63 0 Y DATA/')).toEqual([
    { name: 'DATA', state: 'MOUNTED', type: 'HIGH', total: 80, free: 63 },
  ])
})

test('asmcmd as the owner of the grid, whose environment it needs', async () => {
  const files = {
    '/etc/oratab': '# comment\norcl:/u01/app/oracle/product/19/dbhome_1:N\n+ASM1:/u01/app/19.0.0/grid:N\n',
    '/etc/passwd': 'root:x:0:0::/root:/bin/bash\ngrid:x:54331:54321::/home/grid:/bin/bash\n',
  }
  const stats = { '/u01/app/19.0.0/grid/bin/oracle': 'f 6751 54331 54321 - -' }
  const env = 'env ORACLE_SID=+ASM1 ORACLE_HOME=/u01/app/19.0.0/grid /u01/app/19.0.0/grid/bin/asmcmd lsdg'
  expect(await drives({ files, stats, commands: { [`runuser -u grid -- ${env}`]: groups } })).toEqual(mounted)
  expect(await drives({ files, stats, commands: { [env]: groups }, header: { uid: '54331' } })).toEqual(mounted)
  expect(await drives({ files, stats, commands: { [env]: groups }, header: { uid: '1000' } })).toEqual([])
  expect(await drives({ files, commands: { [env]: groups } })).toEqual([])
  expect(await drives({ commands: { 'asmcmd lsdg': groups } })).toEqual(mounted)
  expect(await drives({})).toEqual([])
})

test.each(['+ASM:/u01/$(id):N', '+ASM:u01:N', '+ASM;x:/u01:N', 'ASM:/u01:N'])(
  'oratab line %s is none of it',
  (line) => {
    expect(parseOratab(line)).toBeUndefined()
  },
)

test('pools of ZFS of which nothing is mounted as a whole', async () => {
  const line = (id: number, source: string, target: string): string =>
    `${id} 1 0:${id} / ${target} rw - zfs ${source} rw\n`
  const { patches } = await runProbe(
    linuxDrives,
    captureText({
      files: {
        '/proc/self/mountinfo': `${line(40, 'tank', '/tank')}${line(41, 'tank/vm@daily', '/tank/vm/.zfs/snapshot/daily')}${line(42, `tank/docker/${'0a'.repeat(32)}`, '/var/lib/docker/x')}`,
        '/proc/spl/kstat/zfs/tank/state': 'ONLINE\n',
        '/proc/spl/kstat/zfs/vault/state': 'ONLINE\n',
        '/proc/spl/kstat/zfs/arcstats': '\n',
      },
      statfs: { '/tank': '2fc12fc1 131072 8000 4000 4000' },
      commands: {
        'zpool list -Hp -o name,size,free,guid': 'tank\t2147483648\t1073741824\t1\nvault\t4294967296\t1048576\t17\n',
      },
    }),
  )
  expect(patches.map(({ from, content }) => [from, content.DRIVES])).toEqual([
    ['/proc/self/mountinfo', [{ VOLUMN: 'tank', FILESYSTEM: 'zfs', TYPE: '/tank', TOTAL: 1000, FREE: 500 }]],
    ['zpool', [{ VOLUMN: 'vault', LABEL: 'vault', FILESYSTEM: 'zfs', SERIAL: '17', TOTAL: 4096, FREE: 1 }]],
  ])
})

test('types of mounted file systems', () => {
  const text =
    '/dev/ada0p2 on / (ufs, local, soft-updates)\ndevfs on /dev (devfs)\n/dev/sda2 on /home type ext4 (rw,noatime)\n/dev/ada1 on /x (ufs, local)\nnonsense\n'
  expect(parseMountTypes(text)).toEqual(['ufs', 'devfs', 'ext4'])
})
