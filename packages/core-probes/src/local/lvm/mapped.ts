import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { parseUdev } from '../drive/parse-udev.ts'
import type { LogicalVolume, PhysicalVolume, VolumeGroup } from './parse-lvm.ts'

/** A volume as device mapper carries it. */
export interface Mapped {
  readonly group: string
  readonly volume: string
  readonly groupId: string
  readonly volumeId: string
}

/**
 * `dm/uuid` and `dm/name` of a logical volume (LVM2, lib/activate/dev_manager.c builds them): `LVM-`, the UUIDs of group and
 * volume without hyphens, and a suffix where it is only a part of one; both names with their hyphens doubled.
 */
export function parseMapped(uuid: string, name: string): Mapped | undefined {
  const [, groupId, volumeId] = /^LVM-(\w{32})(\w{32})$/.exec(uuid.trim()) ?? []
  const [, group, volume] = /^((?:[^-]|--)+)-((?:[^-]|--)+)$/.exec(name.trim().slice(0, 300)) ?? []
  if (!groupId || !volumeId || !group || !volume) return undefined
  const plain = (text: string): string => text.replaceAll('--', '-')
  return { group: plain(group), volume: plain(volume), groupId: hyphened(groupId), volumeId: hyphened(volumeId) }
}

/** 32 characters as LVM prints them. */
const hyphened = (id: string): string =>
  id.replace(/^(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})$/, '$1-$2-$3-$4-$5-$6-$7')

/** What anybody may know: volumes that are active, and the devices below them that udev takes for LVM's. */
export async function mappedVolumes(host: Host) {
  const text = async (path: string): Promise<string | undefined> => ifOk(await host.files.text(path))?.trim()
  const names = (ifOk(await host.files.list('/sys/block')) ?? []).map(({ name }) => name)
  const groups = new Map<string, VolumeGroup>()
  const logical: LogicalVolume[] = []
  const physical = new Map<string, PhysicalVolume>()
  for (const name of names.filter((one) => one.startsWith('dm-'))) {
    const dir = `/sys/block/${name}`
    const found = parseMapped((await text(`${dir}/dm/uuid`)) ?? '', (await text(`${dir}/dm/name`)) ?? '')
    if (!found) continue
    const { group: VG_NAME, groupId: VG_UUID } = found
    const sectors = Number((await text(`${dir}/size`)) ?? Number.NaN)
    groups.set(VG_UUID, { VG_NAME, VG_UUID })
    logical.push({
      LV_NAME: found.volume,
      LV_UUID: found.volumeId,
      VG_NAME,
      VG_UUID,
      SIZE: Number.isFinite(sectors) ? Math.trunc((sectors * 512) / 1e6) : undefined,
    })
    for (const { name: below } of ifOk(await host.files.list(`${dir}/slaves`)) ?? []) {
      const PV_UUID = physical.has(below) ? undefined : await pvUuid(host, below)
      if (PV_UUID === undefined) continue
      const mapping = await text(`/sys/class/block/${below}/dm/name`)
      const DEVICE = mapping === undefined ? `/dev/${below.replaceAll('!', '/')}` : `/dev/mapper/${mapping}`
      physical.set(below, { DEVICE, FORMAT: 'lvm2', PV_UUID, VG_UUID })
    }
  }
  return { PHYSICAL_VOLUMES: [...physical.values()], VOLUME_GROUPS: [...groups.values()], LOGICAL_VOLUMES: logical }
}

async function pvUuid(host: Host, name: string): Promise<string | undefined> {
  const number = ifOk(await host.files.text(`/sys/class/block/${name}/dev`))?.trim()
  const record = number && ifOk(await host.files.text(`/run/udev/data/b${number}`))
  return record && /^E:ID_FS_TYPE=LVM2_member$/m.test(record) ? parseUdev(record).uuid : undefined
}
