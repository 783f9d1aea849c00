import { isPlaceholder } from '@fusioninventory/protocol'

/** Numbers of a formatted area, little-endian; undefined beyond its end. Strings by the number that stands at an offset. */
export interface Area {
  readonly length: number
  u8(at: number): number | undefined
  u16(at: number): number | undefined
  u32(at: number): number | undefined
  /** Above 2^53 the last digits are lost; sizes do not get there. */
  u64(at: number): number | undefined
  bytes(at: number, count: number): Uint8Array | undefined
  string(at: number): string | undefined
}

/** The text after a label of dmidecode. */
export type Lines = (label: string) => string | undefined

/** One value of a structure: where it lies in the table, and under which label dmidecode prints it. */
export interface Field<T> {
  area(area: Area, version: Version | undefined): T | undefined
  lines(lines: Lines): T | undefined
}
type Fields = Readonly<Record<string, Field<unknown>>>
export type Decoded<F extends Fields> = {
  readonly [K in keyof F]: (F[K] extends Field<infer T> ? T : never) | undefined
}

/** SMBIOS version: major, minor. */
export type Version = readonly [major: number, minor: number]

/** A text that says something. Digits alone may be a name (`0`), only as a serial number they say nothing. */
const meaningful = (text: string | undefined): string | undefined => {
  const value = text?.trim()
  return value === undefined || (isPlaceholder(value) && !/^[0-9a-f]+$/i.test(value)) ? undefined : value
}
const unique = (text: string | undefined): string | undefined => {
  const value = text?.trim()
  return value === undefined || isPlaceholder(value) ? undefined : value
}

const first = (lines: Lines, labels: readonly string[], clean: typeof meaningful): string | undefined => {
  for (const label of labels) {
    const value = clean(lines(label))
    if (value !== undefined) return value
  }
  return undefined
}

/** Names, models, versions. */
export const text = (at: number, ...labels: string[]): Field<string> => ({
  area: (area) => meaningful(area.string(at)),
  lines: (lines) => first(lines, labels, meaningful),
})

/** Serial numbers and asset tags: fillers such as `0000` are none. */
export const serial = (at: number, ...labels: string[]): Field<string> => ({
  area: (area) => unique(area.string(at)),
  lines: (lines) => first(lines, labels, unique),
})

/** A coded byte; Unknown counts as absent. The table's spelling holds where dmidecode differs in case only. */
export const coded = (
  at: number,
  names: Readonly<Record<number, string>>,
  label: string,
  mask = 0xff,
): Field<string> => ({
  area: (area) => meaningful(names[(area.u8(at) ?? -1) & mask]),
  lines: (lines) => {
    const value = meaningful(lines(label))
    const folded = value?.toLowerCase()
    return value && (Object.values(names).find((name) => name.toLowerCase() === folded) ?? value)
  },
})

/** A number with whatever unit behind it. */
export const leadingNumber = (value: string | undefined): number | undefined => {
  const digits = /^\s*(\d{1,15})/.exec(value ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Zero is "unknown" for clocks, counts and capacities. */
export const positive = (value: number | undefined): number | undefined => (value ? value : undefined)

/** A clock or count in a word, zero where unknown. */
export const word = (at: number, ...labels: string[]): Field<number> => ({
  area: (area) => positive(area.u16(at)),
  lines: (lines) => positive(leadingNumber(first(lines, labels, meaningful))),
})

/** A count in a byte that moved to a word when 255 became too few. */
export const count = (at: number, wide: number, label: string): Field<number> => ({
  area: (area) => positive(area.u8(at) === 0xff ? (area.u16(wide) ?? 0xff) : area.u8(at)),
  lines: (lines) => positive(leadingNumber(lines(label))),
})

/** Handle of another structure; FFFE and FFFF name none. */
export const handle = (at: number, label: string): Field<number> => ({
  area: (area) => {
    const value = area.u16(at)
    return value === undefined || value >= 0xfffe ? undefined : value
  },
  lines: (lines) => {
    const value = /^0x([0-9a-f]{1,4})$/i.exec(lines(label) ?? '')?.[1]
    return value === undefined ? undefined : Number.parseInt(value, 16)
  },
})

/** What has no common form. */
export const own = <T>(
  area: (area: Area, version: Version | undefined) => T | undefined,
  lines: (lines: Lines) => T | undefined,
): Field<T> => ({ area, lines })

/** Labels that stand for no value. */
export const known = (value: string | undefined): string | undefined =>
  value === undefined || /^(unknown|(<OUT OF SPEC>)+)?$/i.test(value.trim()) ? undefined : value.trim()

/** Lower-case digits of a fixed width. */
export const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0')
