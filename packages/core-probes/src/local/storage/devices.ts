import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { parseMultipath, withoutPaths } from './parse-multipath.ts'

export const blocks = '/sys/block'
export const generics = '/sys/class/scsi_generic'
export const multipathList = ['multipath', '-l'] as const

/** Block devices that are made of others or of memory, and parts of one that have a name of their own. */
const notDisks =
  /^(?:loop|ram|zram|dm-|md|nbd|zd|rbd|drbd|bcache|nullb|mtdblock|ublkb|nvme\d+c\d+n|mmcblk\d+(?:boot|rpmb|gp))/

const disks = /^(?:[shv]d[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+|dasd[a-z]+|sr\d+|fd\d+)$/

/** A disk, or a SCSI device without a driver of its own (`sg3`): where the kernel shows it. */
export interface Device {
  readonly name: string
  /** Of the block device: size, serial number of a virtual disk. */
  readonly dir: string
  /** Of what is behind it. */
  readonly device: string
  /** Type of a SCSI device that has only that: 0 disk, 1 tape (SPC-4 §6.4.2). */
  readonly scsiType?: number
}

/** Undefined where the kernel tells of no devices at all. */
export async function listDevices(host: Host): Promise<readonly Device[] | undefined> {
  const [found, extra] = await Promise.all([host.files.list(blocks), bareScsi(host)])
  const all = ifOk(found)?.map(({ name }) => name)
  if (all === undefined) return extra.length > 0 ? extra : undefined
  const unsure = all.filter((name) => !notDisks.test(name) && !disks.test(name))
  const behind = await Promise.all(unsure.map((name) => host.files.stat(`${blocks}/${name}/device`)))
  const known = new Set(unsure.filter((_, at) => behind[at]?.state === 'ok'))
  const names = all.filter((name) => known.has(name) || disks.test(name))
  const single = await withoutMultipath(host, names, all)
  return [...single.map((name) => ({ name, dir: `${blocks}/${name}`, device: `${blocks}/${name}/device` })), ...extra]
}

/** Disks that a controller keeps for itself, and tapes. */
async function bareScsi(host: Host): Promise<readonly Device[]> {
  const names = (ifOk(await host.files.list(generics)) ?? []).map(({ name }) => name)
  const all = await Promise.all(
    names.map(async (name): Promise<readonly Device[]> => {
      const device = `${generics}/${name}/device`
      const type = ifOk(await host.files.text(`${device}/type`))?.trim()
      if (type !== '0' && type !== '1') return []
      if ((await host.files.stat(`${device}/block`)).state === 'ok') return []
      return [{ name, dir: `${generics}/${name}`, device, scsiType: Number(type) }]
    }),
  )
  return all.flat()
}

/** Of the paths to one disk only the first. The kernel tells of them; else `multipath` is asked. */
async function withoutMultipath(
  host: Host,
  names: readonly string[],
  all: readonly string[],
): Promise<readonly string[]> {
  const mapped = all.filter((name) => name.startsWith('dm-'))
  if (mapped.length === 0 || names.length < 2) return names
  const uuids = await Promise.all(mapped.map(async (name) => ifOk(await host.files.text(`${blocks}/${name}/dm/uuid`))))
  if (uuids.every((uuid) => uuid === undefined))
    return withoutPaths(names, parseMultipath(ifOk(await host.commands.run(multipathList))?.stdout ?? ''))
  const maps = mapped.filter((_, at) => uuids[at]?.startsWith('mpath-'))
  const slaves = await Promise.all(
    maps.map(async (name) =>
      (ifOk(await host.files.list(`${blocks}/${name}/slaves`)) ?? []).map((entry) => entry.name),
    ),
  )
  return withoutPaths(
    names,
    slaves.map((paths) => [...paths].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))),
  )
}
