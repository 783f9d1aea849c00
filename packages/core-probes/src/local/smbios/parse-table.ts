import type { Area, Version } from './fields.ts'
import { binaryStructure, type Structure } from './structure.ts'

/** More structures than the largest machines have. */
const most = 16_384

/**
 * The binary SMBIOS table (`/sys/firmware/dmi/tables/DMI`, DSP0134 clause 6) with its entry point (clause 5.2) where known.
 * Whatever the bytes, it reads within them: a structure that does not fit ends the list.
 */
export function parseTable(
  table: Uint8Array,
  entryPoint?: Uint8Array,
): { readonly version?: Version; readonly structures: readonly Structure[] } {
  const entry = parseEntryPoint(entryPoint)
  const bytes = entry?.length === undefined ? table : table.subarray(0, entry.length)
  const structures: Structure[] = []
  for (let at = 0; at + 4 <= bytes.length && structures.length < most; ) {
    const length = bytes[at + 1] ?? 0
    const type = bytes[at] ?? 0
    if (length < 4 || at + length > bytes.length) break
    const end = endOfStrings(bytes, at + length)
    const handle = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8)
    structures.push(
      binaryStructure(
        type,
        handle,
        area(bytes.subarray(at, at + length), bytes.subarray(at + length, end)),
        entry?.version,
      ),
    )
    if (type === 127) break
    at = end
  }
  return { ...(entry && { version: entry.version }), structures }
}

/** Version and length of the table; undefined where the bytes are no entry point. */
export function parseEntryPoint(
  bytes: Uint8Array | undefined,
): { readonly version: Version; readonly length?: number } | undefined {
  const view = area(bytes ?? new Uint8Array(), new Uint8Array())
  const anchor = (text: string): boolean => [...text].every((letter, at) => view.u8(at) === letter.charCodeAt(0))
  if (anchor('_SM3_')) return entry(view.u8(0x07), view.u8(0x08), view.u32(0x0c))
  if (anchor('_SM_')) return entry(view.u8(0x06), view.u8(0x07), view.u16(0x16))
  return undefined
}

const entry = (major: number | undefined, minor: number | undefined, length: number | undefined) =>
  major === undefined || minor === undefined
    ? undefined
    : { version: [major, minor] as const, ...(length ? { length } : {}) }

/** The byte after the two zeros that end the strings. */
function endOfStrings(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0, from)
  while (at !== -1 && at + 1 < bytes.length && bytes[at + 1] !== 0) at = bytes.indexOf(0, at + 1)
  return at === -1 ? bytes.length : Math.min(at + 2, bytes.length)
}

function area(data: Uint8Array, strings: Uint8Array): Area {
  const number = (at: number, width: number): number | undefined => {
    if (at + width > data.length) return undefined
    let value = 0
    for (let i = width - 1; i >= 0; i--) value = value * 256 + (data[at + i] ?? 0)
    return value
  }
  return {
    length: data.length,
    u8: (at) => number(at, 1),
    u16: (at) => number(at, 2),
    u32: (at) => number(at, 4),
    u64: (at) => number(at, 8),
    bytes: (at, count) => (at + count > data.length ? undefined : data.subarray(at, at + count)),
    string: (at) => stringOf(strings, number(at, 1) ?? 0),
  }
}

/** String number `index`, from 1; 0 is "not specified". Bytes that are no printable ASCII read as `.`, as dmidecode has it. */
function stringOf(strings: Uint8Array, index: number): string | undefined {
  let start = 0
  for (let skip = 1; skip < index; skip++) {
    const end = strings.indexOf(0, start)
    if (end === -1 || end === start) return undefined
    start = end + 1
  }
  const end = strings.indexOf(0, start)
  const bytes = strings.subarray(start, end === -1 ? strings.length : end)
  if (index === 0 || bytes.length === 0) return undefined
  return String.fromCharCode(...bytes.subarray(0, 1024))
    .replace(/[^\x20-\x7e]/g, '.')
    .replace(/ +/g, ' ')
}
