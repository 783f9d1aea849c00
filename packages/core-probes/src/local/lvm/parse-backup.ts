import type { LogicalVolume, PhysicalVolume, VolumeGroup } from './parse-lvm.ts'

/** What a file of metadata tells; the state of devices (attributes) is not in it. */
export interface Metadata {
  readonly group: VolumeGroup
  readonly physical: readonly PhysicalVolume[]
  readonly logical: readonly LogicalVolume[]
}

/** A section of the text: `name { key = value ... }`. Values are texts as written; lists are joined by blanks. */
interface Part {
  readonly name: string
  readonly values: Map<string, string>
  readonly parts: Part[]
}

/** Deeper than any metadata; what goes on is no metadata. */
const deepest = 8

/**
 * Metadata of a volume group as LVM keeps it (`/etc/lvm/backup/<group>`, lvm.conf(5), vgcfgbackup(8)): sections in braces,
 * `key = "text"`, `key = number`, `key = [ "pv0", 0 ]`. Sizes of extents are in sectors of 512 bytes.
 */
export function parseBackup(text: string): Metadata | undefined {
  const root = sectionsOf(text).parts.find(({ parts }) => parts.some(({ name }) => name === 'physical_volumes'))
  if (!root) return undefined
  const members = (name: string): readonly Part[] => root.parts.find((part) => part.name === name)?.parts ?? []
  const extent = (number(root, 'extent_size') ?? 0) * 512
  const megabytes = (extents: number): number => Math.trunc((extents * extent) / 1e6)
  const logical = members('logical_volumes')
  const used = allocated(logical)
  const VG_UUID = root.values.get('id')
  const free = (volume: Part): number => Math.max(0, (number(volume, 'pe_count') ?? 0) - (used.get(volume.name) ?? 0))
  const volumes = members('physical_volumes')
  const sum = (of: (volume: Part) => number): number => volumes.reduce((total, volume) => total + of(volume), 0)
  return {
    group: {
      VG_NAME: root.name,
      VG_UUID,
      PV_COUNT: volumes.length,
      LV_COUNT: logical.filter(isVisible).length,
      SIZE: megabytes(sum((volume) => number(volume, 'pe_count') ?? 0)),
      FREE: megabytes(sum(free)),
      VG_EXTENT_SIZE: (Math.round(extent / 1e4) / 100).toFixed(2),
    },
    physical: volumes.map((volume) => {
      const PV_PE_COUNT = number(volume, 'pe_count')
      return {
        DEVICE: volume.values.get('device'),
        FORMAT: root.values.get('format') ?? 'lvm2',
        PV_UUID: volume.values.get('id'),
        PV_PE_COUNT,
        PE_SIZE: PV_PE_COUNT ? Math.trunc(extent / 1e6) : undefined,
        SIZE: megabytes(PV_PE_COUNT ?? 0),
        FREE: megabytes(free(volume)),
        VG_UUID,
      }
    }),
    logical: logical.map((volume) => ({
      LV_NAME: isVisible(volume) ? volume.name : `[${volume.name}]`,
      LV_UUID: volume.values.get('id'),
      VG_NAME: root.name,
      VG_UUID,
      SEG_COUNT: number(volume, 'segment_count'),
      SIZE: megabytes(volume.parts.reduce((total, segment) => total + (number(segment, 'extent_count') ?? 0), 0)),
    })),
  }
}

const isVisible = ({ values }: Part): boolean => values.get('status')?.split(' ').includes('VISIBLE') ?? false

const number = ({ values }: Part, key: string): number | undefined => {
  const digits = /^\d{1,15}$/.exec(values.get(key) ?? '')?.[0]
  return digits === undefined ? undefined : Number(digits)
}

/** Extents by physical volume. A segment has its extents spread evenly over its stripes: `[ "pv0", 0, "pv1", 0 ]`. */
function allocated(logical: readonly Part[]): ReadonlyMap<string, number> {
  const used = new Map<string, number>()
  for (const segment of logical.flatMap(({ parts }) => parts)) {
    const stripes = (segment.values.get('stripes') ?? '').split(' ').filter((_, at) => at % 2 === 0)
    const each = (number(segment, 'extent_count') ?? 0) / stripes.length
    for (const volume of stripes) if (volume !== '') used.set(volume, (used.get(volume) ?? 0) + each)
  }
  return used
}

function sectionsOf(text: string): Part {
  const root: Part = { name: '', values: new Map(), parts: [] }
  const open: Part[] = [root]
  let list: { readonly key: string; text: string } | undefined
  for (const raw of text.slice(0, 4_000_000).split('\n')) {
    const line = (raw.includes('#') ? raw.replace(/^((?:[^"#]|"[^"]*")*)#.*$/, '$1') : raw).trim()
    const top = open.at(-1) ?? root
    if (list) {
      list.text += ` ${line}`
      if (!line.endsWith(']')) continue
      top.values.set(list.key, items(list.text))
      list = undefined
    } else if (line === '}') {
      if (open.length > 1) open.pop()
    } else if (line.endsWith('{')) {
      if (open.length > deepest) return root
      const part: Part = { name: line.slice(0, -1).trim(), values: new Map(), parts: [] }
      top.parts.push(part)
      open.push(part)
    } else {
      const equals = line.indexOf('=')
      if (equals < 0) continue
      const key = line.slice(0, equals).trim()
      const value = line.slice(equals + 1).trim()
      if (value.startsWith('[') && !value.endsWith(']')) list = { key, text: value }
      else top.values.set(key, value.startsWith('[') ? items(value) : value.replace(/^"(.*)"$/, '$1'))
    }
  }
  return root
}

/** `["RESIZEABLE", "READ"]` as words. */
const items = (text: string): string =>
  text
    .replace(/[[\]]/g, '')
    .split(',')
    .map((item) => item.trim().replace(/^"(.*)"$/, '$1'))
    .join(' ')
