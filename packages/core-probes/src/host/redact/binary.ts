/** Tables of bytes: what of them tells whose machine it is, and the same table without it. */
import { Buffer } from 'node:buffer'
import type { Pseudonyms } from './pseudonyms.ts'

/** SMBIOS (DSP0134): offsets of the strings that are serial numbers and asset tags, by structure type. */
const SMBIOS_STRINGS: Readonly<Record<number, readonly number[]>> = {
  1: [0x07],
  2: [0x07, 0x08],
  3: [0x07, 0x08],
  4: [0x20, 0x21],
  17: [0x18, 0x19],
  22: [0x07],
  39: [0x08, 0x09],
}

interface Structure {
  readonly type: number
  readonly start: number
  readonly length: number
  readonly strings: readonly string[]
}

function* structures(table: Buffer): Iterable<Structure> {
  for (let start = 0; start + 4 <= table.length; ) {
    const length = table[start + 1] ?? 0
    if (length < 4) return
    let end = table.indexOf('\0\0', start + length, 'latin1')
    if (end < 0) end = table.length
    const strings = table.toString('latin1', start + length, end).split('\0')
    yield { type: table[start] ?? 0, start, length, strings }
    start = end + 2
  }
}

const isSmbios = (path: string): boolean => /\/dmi\/tables\/DMI$/.test(path)
const isEdid = (path: string): boolean => /\/edid$/.test(path)
const isLogin = (path: string): boolean => /\/[uwb]tmp$/.test(path)

/** Serial numbers that the table of a path holds. */
export function* serialsIn(path: string, bytes: Buffer): Iterable<string> {
  if (isSmbios(path))
    for (const { type, start, length, strings } of structures(bytes))
      for (const offset of SMBIOS_STRINGS[type] ?? [])
        if (offset < length) yield strings[(bytes[start + offset] ?? 0) - 1] ?? ''
  if (isEdid(path)) for (const at of edidTexts(bytes)) yield bytes.toString('latin1', at, at + 13).split('\n')[0] ?? ''
}

/** A UUID as it stands in bytes: as written, and with its first three parts turned (SMBIOS 2.6, GPT). */
export function uuidForms(uuid: string): readonly Buffer[] {
  const plain = Buffer.from(uuid.replaceAll('-', ''), 'hex')
  return [plain, turned(plain)]
}

const TURN = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
const turned = (bytes: Buffer): Buffer => Buffer.from(TURN.map((at) => bytes[at] ?? 0))

/** UUIDs that the table or superblock of a path holds. */
export function* uuidsIn(path: string, from: number, bytes: Buffer): Iterable<string> {
  const at = (offset: number): Buffer => bytes.subarray(offset, offset + 16)
  const write = (raw: Buffer): string => raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  if (isSmbios(path))
    for (const { type, start, length } of structures(bytes))
      if (type === 1 && length >= 0x18) yield write(turned(at(start + 8)))
  // The superblock of ext: its magic number at 56, its UUID at 104.
  if (path.startsWith('/dev/') && from === 1024 && bytes.length >= 120 && bytes.readUInt16LE(56) === 0xef53)
    yield write(at(104))
}

/** Descriptors of the first block of an EDID that hold a serial number (VESA E-EDID, tag 0xff). */
function edidTexts(bytes: Buffer): readonly number[] {
  return [54, 72, 90, 108]
    .filter((at) => at + 18 <= bytes.length && bytes.readUIntBE(at, 3) === 0 && bytes[at + 3] === 0xff)
    .map((at) => at + 5)
}

/** Numbers in a table that no text search finds, replaced in place. */
export function replaceNumbers(path: string, bytes: Buffer, names: Pseudonyms): void {
  if (isEdid(path) && bytes.length >= 128) {
    const number = bytes.readUInt32LE(12)
    if (number !== 0 && number !== 0x01010101) bytes.set(names.bytes('edid', String(number), 4), 12)
    bytes[127] = (256 - (bytes.subarray(0, 127).reduce((sum, byte) => sum + byte, 0) % 256)) % 256
  }
  // The serial number of a smart battery is a number (DSP0134, 7.23), which sysfs shows in decimal digits.
  if (isSmbios(path))
    for (const { type, start, length } of structures(bytes)) {
      const number = type === 22 && length >= 0x12 ? bytes.readUInt16LE(start + 0x10) : 0
      if (number !== 0) bytes.writeUInt16LE(Number(names.shaped(String(number))) % 65_536, start + 0x10)
    }
  // Remote addresses of utmp(5): 16 bytes at 348 of 384, at 360 of 400.
  if (isLogin(path))
    for (const [size, at] of [
      [384, 348],
      [400, 360],
    ] as const)
      if (bytes.length % size === 0)
        for (let start = 0; start < bytes.length; start += size) bytes.fill(0, start + at, start + at + 16)
}
