import type { Content } from '@fusioninventory/protocol'

export type PhysicalVolume = NonNullable<Content['PHYSICAL_VOLUMES']>[number]
export type VolumeGroup = NonNullable<Content['VOLUME_GROUPS']>[number]
export type LogicalVolume = NonNullable<Content['LOGICAL_VOLUMES']>[number]

const uuid = /^\w{6}(?:-\w{4}){5}-\w{6}$/
const attributes = /^[a-zA-Z-]{2,12}$/

/**
 * The words of each row, and which of them are UUIDs. Columns are parted by blanks, so one that is empty (the group of a
 * free volume, the format of a lost one) moves the rest: rows are read from their UUIDs, which cannot be mistaken.
 */
function rowsOf(text: string): readonly { readonly words: readonly string[]; readonly uuids: readonly number[] }[] {
  return text.split('\n', 100_000).flatMap((line) => {
    const words = line.slice(0, 4000).trim().split(/\s+/)
    const uuids = words.flatMap((word, at) => (uuid.test(word) ? [at] : []))
    return uuids.length > 0 ? [{ words, uuids }] : []
  })
}

/** Whole MB of a size; older versions leave a unit behind it, some locales write a comma. */
function size(word: string | undefined): number | undefined {
  const digits = /^(\d{1,18})(?:[.,]\d*)?[a-z]?$/i.exec(word ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

const count = (word: string | undefined): number | undefined =>
  /^\d{1,15}$/.test(word ?? '') ? Number(word) : undefined

/** Rows of `pvs`. The name of a lost device has a blank: `unknown device`. */
export const parsePvs = (text: string): PhysicalVolume[] =>
  rowsOf(text).map(({ words, uuids: [at = 0, group] }) => {
    const front = words.slice(0, at)
    const FREE = size(front.at(-1))
    const SIZE = size(front.at(-2))
    const names = front.slice(0, -2)
    const ATTR = attributes.test(names.at(-1) ?? '') ? names.pop() : undefined
    const FORMAT = names.length > 1 && /^lvm\d$/.test(names.at(-1) ?? '') ? names.pop() : undefined
    const PV_PE_COUNT = count(words[at + 1])
    return {
      DEVICE: names.join(' '),
      FORMAT,
      ATTR,
      SIZE,
      FREE,
      PV_UUID: words[at],
      PV_PE_COUNT,
      PE_SIZE: extentSize(front.at(-2), PV_PE_COUNT),
      VG_UUID: group === undefined ? undefined : words[group],
    }
  })

/** Size of the volume over its number of extents, truncated. */
const extentSize = (whole: string | undefined, extents: number | undefined): number | undefined =>
  extents === undefined || extents === 0 || size(whole) === undefined
    ? undefined
    : Math.trunc(Number.parseFloat((whole ?? '').replace(',', '.')) / extents)

/** Rows of `vgs`. */
export const parseVgs = (text: string): VolumeGroup[] =>
  rowsOf(text).map(({ words, uuids: [at = 0] }) => ({
    VG_NAME: words.slice(0, Math.max(1, at - 5)).join(' '),
    PV_COUNT: count(words[at - 5]),
    LV_COUNT: count(words[at - 4]),
    ATTR: words[at - 3],
    SIZE: size(words[at - 2]),
    FREE: size(words[at - 1]),
    VG_UUID: words[at],
    VG_EXTENT_SIZE: words[at + 1]?.replace(',', '.').replace(/[a-z]$/i, ''),
  }))

/** Rows of `lvs`: a name, the UUID of the group, attributes, size, its own UUID, segments. */
export const parseLvs = (text: string, groups: readonly VolumeGroup[] = []): LogicalVolume[] =>
  rowsOf(text).flatMap(({ words, uuids }) => {
    const own = uuids.at(-1) ?? 0
    const group = uuids.length > 1 ? (uuids[0] ?? 0) : undefined
    const VG_UUID = group === undefined ? undefined : words[group]
    return {
      LV_NAME: words.slice(0, group ?? 1).join(' '),
      VG_UUID,
      VG_NAME: groups.find((found) => found.VG_UUID !== undefined && found.VG_UUID === VG_UUID)?.VG_NAME,
      ATTR: words.slice((group ?? 0) + 1, own).find((word) => attributes.test(word)),
      SIZE: size(words[own - 1]),
      LV_UUID: words[own],
      SEG_COUNT: count(words[own + 1]),
    }
  })
