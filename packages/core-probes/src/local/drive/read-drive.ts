import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDateTime } from '../local-time.ts'
import { traced } from '../probe.ts'
import { encryptionOf } from './encryption.ts'
import type { Drive } from './parse-df.ts'
import type { Mount } from './parse-mountinfo.ts'
import { blockOf, volumeOf } from './volume.ts'

export const mountinfo = '/proc/self/mountinfo'
const mebibyte = 1024 * 1024

/** A drive; undefined for a file system without a size. One that does not answer in time is there, its size unknown. */
export async function readDrive(host: Host, mount: Mount): Promise<Drive | undefined> {
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
  const [parts, encryption = {}] = await Promise.all([
    volumeOf(host, block, mount.type),
    encryptionOf(host, block.name),
  ])
  const volumes = parts.map(([from, { uuid, label, created }]) => {
    const fields: Drive = {
      SERIAL: uuid,
      LABEL: label,
      CREATEDATE: created === undefined ? undefined : dateOf(host, created),
    }
    return [from, fields] as const
  })
  return traced([mountinfo, own], ['statfs', space], ...volumes, ['/sys/class/block', encryption])
}

/** `YYYY/MM/DD HH:MM:SS` in the time of the machine. */
const dateOf = (host: Host, seconds: number): string | undefined =>
  localDateTime(host.facts, seconds)?.replaceAll('-', '/')
