import { valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { parseMountinfo } from './parse-mountinfo.ts'
import { mountinfo, readDrive } from './read-drive.ts'
import { selectMounts } from './select-mounts.ts'
import { poolDrives, poolList, pools } from './zfs.ts'

export const linuxDrives = defineProbe({
  name: 'linux/drives',
  category: 'drive',
  platforms: ['linux'],
  reads: [
    { file: mountinfo },
    { dir: '/sys/dev/block' },
    { dir: '/run/udev/data' },
    { dir: '/dev/disk/by-uuid' },
    { dir: '/dev/disk/by-label' },
    { dir: '/sys/class/block' },
    { file: '/sys/class/block/dm-*/dm/uuid' },
    { file: '/sys/class/block/dm-*/dm/name' },
    { file: '/run/udev/data/b*' },
    { file: '/dev/*', root: true },
    { command: ['blkid', '-w', '/dev/null', 'DEVICE'], root: true },
    { command: ['cryptsetup', 'status', 'NAME'], root: true },
    { command: ['df', '-P', '-T', '-k'] },
    { command: ['lshal'] },
    { dir: pools },
    { command: poolList },
  ],
  yields: ['DRIVES'],
  async run(host) {
    const mounts = ifOk(await host.files.text(mountinfo))
    if (mounts !== undefined) {
      const chosen = selectMounts(parseMountinfo(mounts))
      const drives = await Promise.all(chosen.map((mount) => readDrive(host, mount)))
      const zfs = await poolDrives(
        host,
        chosen.map(({ source }) => source),
      )
      return [
        { from: mountinfo, content: { DRIVES: drives.filter((drive) => drive !== undefined) } },
        ...(zfs.length > 0 ? [{ from: 'zpool', content: { DRIVES: zfs } }] : []),
      ]
    }
    const output = async (...argv: [string, ...string[]]) => ifOk(await host.commands.run(argv))?.stdout ?? ''
    const { parseDf } = await import('./parse-df.ts')
    const rows = parseDf(await output('df', '-P', '-T', '-k'))
    if (rows.length > 0) return [{ from: 'df', content: { DRIVES: rows } }]
    const { parseLshal } = await import('./parse-lshal.ts')
    return [{ from: 'lshal', content: { DRIVES: parseLshal(await output('lshal')) } }]
  },
})
