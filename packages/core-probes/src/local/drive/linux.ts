import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, traced } from '../probe.ts'
import { encryptionOf } from './encryption.ts'
import { type Drive, parseDf } from './parse-df.ts'
import { parseLshal } from './parse-lshal.ts'
import { type Mount, parseMountinfo } from './parse-mountinfo.ts'
import { selectMounts } from './select-mounts.ts'
import { blockOf, volumeOf } from './volume.ts'

const mountinfo = '/proc/self/mountinfo'
const mebibyte = 1024 * 1024

/** A drive; undefined for a file system without a size. One that does not answer in time is there, its size unknown. */
async function readDrive(host: Host, mount: Mount): Promise<Drive | undefined> {
  const reading = await host.files.statfs(mount.target)
  const size = ifOk(reading)
  if ((size === undefined && reading.state !== 'timeout') || size?.blocks === 0) return undefined
  const block = await blockOf(host, mount)
  const named = mount.source.startsWith('/dev/') && mount.source !== '/dev/root'
  const own: Drive = {
    VOLUMN: block && !named ? `/dev/${block.name}` : mount.source,
    FILESYSTEM: mount.type,
    TYPE: mount.target,
  }
  const space: Drive = size
    ? {
        TOTAL: Math.floor((size.blocks * size.bsize) / mebibyte),
        FREE: Math.max(0, Math.floor((size.bavail * size.bsize) / mebibyte)),
      }
    : {}
  if (!block) return traced([mountinfo, own], ['statfs', space])
  const volumes = (await volumeOf(host, block, mount.type)).map(([from, { uuid, label, created }]) => {
    const fields: Drive = {
      SERIAL: uuid,
      LABEL: label,
      CREATEDATE: created === undefined ? undefined : dateOf(host, created),
    }
    return [from, fields] as const
  })
  const encryption = (await encryptionOf(host, block.name)) ?? {}
  return traced([mountinfo, own], ['statfs', space], ...volumes, ['/sys/class/block', encryption])
}

/** `YYYY/MM/DD HH:MM:SS` in the time of the machine. */
const dateOf = (host: Host, seconds: number): string =>
  new Date((seconds + host.facts.utcOffset(seconds * 1000) * 60) * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replaceAll('-', '/')

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
    { file: '/dev/*', root: true },
    { command: ['cryptsetup', 'status', 'NAME'], root: true },
    { command: ['df', '-P', '-T', '-k'] },
    { command: ['lshal'] },
  ],
  yields: ['DRIVES'],
  async run(host) {
    const mounts = ifOk(await host.files.text(mountinfo))
    if (mounts !== undefined) {
      const drives = await Promise.all(selectMounts(parseMountinfo(mounts)).map((mount) => readDrive(host, mount)))
      return [{ from: mountinfo, content: { DRIVES: drives.filter((drive) => drive !== undefined) } }]
    }
    const output = async (...argv: [string, ...string[]]) => ifOk(await host.commands.run(argv))?.stdout ?? ''
    const rows = parseDf(await output('df', '-P', '-T', '-k'))
    if (rows.length > 0) return [{ from: 'df', content: { DRIVES: rows } }]
    return [{ from: 'lshal', content: { DRIVES: parseLshal(await output('lshal')) } }]
  },
})
