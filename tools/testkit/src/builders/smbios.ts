import { layouts } from './smbios-layouts.ts'

/** One structure: its formatted area after the four header bytes, and its strings, counted from 1. */
export interface SmbiosStructure {
  readonly type: number
  /** Default: the place of the structure in the list. */
  readonly handle?: number
  readonly bytes: Uint8Array
  readonly strings: readonly string[]
}

type Layouts = typeof layouts
export type SmbiosName = keyof Layouts
type FieldKind = 's' | 'b' | 'w' | 'd' | 'q' | 'u'
type KindOf<F> = F extends readonly [number, infer K] ? K : never
type Value<K> = (K extends 's' | 'u' ? string : K extends 'q' ? bigint | number : number) | Uint8Array
type FieldsOf<N extends SmbiosName> = {
  readonly [F in keyof Layouts[N]['fields']]?: Value<KindOf<Layouts[N]['fields'][F]>>
}

export interface StructureOptions {
  readonly handle?: number
  /** Cut the formatted area to that many bytes (header included), as older firmware writes it. */
  readonly length?: number
  /** More strings than the named fields refer to. */
  readonly strings?: readonly string[]
}

/** Header of four bytes: type, length, handle. */
const HEADER = 4
const widths: Readonly<Record<Exclude<FieldKind, 's' | 'u'>, number>> = { b: 1, w: 2, d: 4, q: 8 }

/**
 * A structure by the names of its fields; what is not given is zero ("not specified" for strings).
 * A value given as bytes is laid down as it is.
 */
export function structure<N extends SmbiosName>(
  name: N,
  fields: FieldsOf<N> = {},
  options: StructureOptions = {},
): SmbiosStructure {
  const layout: { type: number; length: number; fields: Readonly<Record<string, readonly [number, FieldKind]>> } =
    layouts[name]
  const area = Buffer.alloc(layout.length)
  const strings: string[] = []
  for (const [field, value] of Object.entries(fields)) {
    const place = layout.fields[field]
    if (!place || value === undefined) continue
    const [offset, kind] = place
    if (value instanceof Uint8Array) area.set(value, offset)
    else if (typeof value === 'string') {
      if (kind === 'u') area.set(uuidBytes(value), offset)
      else area[offset] = value === '' ? 0 : strings.push(value)
    } else if (kind !== 's' && kind !== 'u') writeNumber(area, offset, widths[kind], BigInt(value as number | bigint))
  }
  return {
    type: layout.type,
    ...(options.handle === undefined ? {} : { handle: options.handle }),
    bytes: area.subarray(HEADER, options.length ?? layout.length),
    strings: [...strings, ...(options.strings ?? [])],
  }
}

function writeNumber(area: Buffer, offset: number, width: number, value: bigint): void {
  for (let i = 0; i < width; i++) area[offset + i] = Number((value >> BigInt(8 * i)) & 0xffn)
}

/** As SMBIOS 2.6 and later store it: the first three groups little-endian. `bigEndian`: the older way. */
export function uuidBytes(text: string, bigEndian = false): Uint8Array {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  if (!bigEndian) {
    bytes.subarray(0, 4).reverse()
    bytes.subarray(4, 6).reverse()
    bytes.subarray(6, 8).reverse()
  }
  return bytes
}

export interface SmbiosTables {
  /** `/sys/firmware/dmi/tables/smbios_entry_point`. */
  readonly entryPoint: Uint8Array
  /** `/sys/firmware/dmi/tables/DMI`. */
  readonly table: Uint8Array
}

export interface SmbiosOptions {
  /** Default 3.2. Below 3.0 the entry point is the 32-bit one (`_SM_`). */
  readonly version?: string
  /** Default true: closes the table with a structure of type 127. */
  readonly end?: boolean
}

/** A whole table with its entry point (DSP0134, clauses 5.2 and 6). */
export function smbios(structures: readonly SmbiosStructure[], options: SmbiosOptions = {}): SmbiosTables {
  const all = [...structures, ...(options.end === false ? [] : [{ type: 127, bytes: new Uint8Array(), strings: [] }])]
  const parts = all.map((one, place) => {
    const handle = one.handle ?? place
    const header = Buffer.from([one.type, HEADER + one.bytes.length, handle & 0xff, handle >> 8])
    const strings = one.strings.map((text) => Buffer.from(`${text}\0`, 'utf8'))
    return Buffer.concat([header, one.bytes, ...(strings.length ? strings : [Buffer.of(0)]), Buffer.of(0)])
  })
  const table = Buffer.concat(parts)
  const [major = 3, minor = 2] = (options.version ?? '3.2').split('.').map(Number)
  const largest = Math.max(0, ...parts.map((part) => part.length))
  return {
    entryPoint:
      major >= 3 ? entry64(major, minor, table.length) : entry32(major, minor, table.length, all.length, largest),
    table,
  }
}

function entry64(major: number, minor: number, length: number): Uint8Array {
  const bytes = Buffer.alloc(24)
  bytes.write('_SM3_', 'latin1')
  bytes[6] = 24
  bytes[7] = major
  bytes[8] = minor
  bytes[10] = 1
  bytes.writeUInt32LE(length, 12)
  bytes.writeBigUInt64LE(0xe0000n, 16)
  bytes[5] = checksum(bytes)
  return bytes
}

function entry32(major: number, minor: number, length: number, count: number, largest: number): Uint8Array {
  const bytes = Buffer.alloc(31)
  bytes.write('_SM_', 'latin1')
  bytes[5] = 31
  bytes[6] = major
  bytes[7] = minor
  bytes.writeUInt16LE(largest, 8)
  bytes.write('_DMI_', 16, 'latin1')
  bytes.writeUInt16LE(length, 22)
  bytes.writeUInt32LE(0xe0000, 24)
  bytes.writeUInt16LE(count, 28)
  bytes[30] = (major << 4) | minor
  bytes[21] = checksum(bytes.subarray(16))
  bytes[4] = checksum(bytes)
  return bytes
}

/** The byte that makes the sum of all zero. */
const checksum = (bytes: Uint8Array): number => (256 - (bytes.reduce((sum, byte) => sum + byte, 0) % 256)) % 256
