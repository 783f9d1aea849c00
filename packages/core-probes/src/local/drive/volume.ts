import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'
import { parseBlkid } from './parse-blkid.ts'
import type { Mount } from './parse-mountinfo.ts'
import { parseSuperblock, superblockAt, superblockSize, type Volume } from './parse-superblock.ts'
import { parseUdev, unescapeUdev } from './parse-udev.ts'

/** The block device behind a mount, as the kernel names it (`sda1`, `dm-0`) and numbers it (`8:1`). */
export interface Block {
  readonly name: string
  readonly number: string
}

const last = (path: string | undefined): string | undefined => path?.split('/').at(-1)

/** Undefined for network and other file systems without a device. */
export async function blockOf(host: Host, { device, source }: Mount): Promise<Block | undefined> {
  if (!device.startsWith('0:')) {
    const name = last(ifOk(await host.files.link(`/sys/dev/block/${device}`))) ?? last(source)
    return name === undefined ? undefined : { name: name.replaceAll('!', '/'), number: device }
  }
  // btrfs numbers itself; its source is one of its devices, perhaps by another name.
  if (!source.startsWith('/dev/')) return undefined
  const name = last(ifOk(await host.files.link(source))) ?? source.slice('/dev/'.length)
  const number = ifOk(await host.files.text(`/sys/class/block/${name}/dev`))?.trim()
  return number === undefined ? undefined : { name, number }
}

/** UUID, label and date of creation with the source of each part, the cheapest source first. */
export async function volumeOf(
  host: Host,
  block: Block,
  type: string,
): Promise<readonly (readonly [string, Volume])[]> {
  const data = `/run/udev/data/b${block.number}`
  const udev = ifOk(await host.files.text(data))
  const known = udev === undefined ? ((await links(host)).get(block.name) ?? {}) : parseUdev(udev)
  const parts: (readonly [string, Volume])[] = [[udev === undefined ? '/dev/disk' : data, known]]
  if (/^ext[234]$/.test(type) && host.facts.uid === 0) {
    const bytes = await host.files.bytes(`/dev/${block.name}`, { from: superblockAt, limit: superblockSize })
    parts.push(['ext superblock', parseSuperblock(ifOk(bytes) ?? new Uint8Array()) ?? {}])
  } else if (udev === undefined && known.uuid === undefined && host.facts.uid === 0) {
    // Machines without udev. A child reads the device, since it may hang.
    const output = ifOk(await host.commands.run(['blkid', '-w', '/dev/null', `/dev/${block.name}`]))
    parts.push(['blkid', parseBlkid(output?.stdout ?? '')])
  }
  return parts
}

/** UUIDs and labels by device name, from the links that udev makes. */
const links = once(async (host): Promise<ReadonlyMap<string, Volume>> => {
  const volumes = new Map<string, Volume>()
  for (const key of ['uuid', 'label'] as const)
    for (const { name } of ifOk(await host.files.list(`/dev/disk/by-${key}`)) ?? []) {
      const device = last(ifOk(await host.files.link(`/dev/disk/by-${key}/${name}`)))
      if (device !== undefined) volumes.set(device, { ...volumes.get(device), [key]: unescapeUdev(name) })
    }
  return volumes
})
