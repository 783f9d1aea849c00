import { type Names, namesIn, none } from './edid-extension.ts'

/** What a display says about itself (VESA E-EDID Standard, release A; CTA-861; VESA DisplayID). */
export interface Edid extends Names {
  /** Three capital letters; undefined where the code is none. */
  readonly maker: string | undefined
  readonly product: number
  /** The number that every display has, if only 0. */
  readonly number: number
  readonly week: number
  readonly year: number
}

const blockSize = 128
/** A base block counts its extensions in one byte. */
const longest = 256 * blockSize
const header = [0, 255, 255, 255, 255, 255, 255, 0]
/** Places of the four descriptors of the base block. */
const descriptors = [54, 72, 90, 108]

/**
 * Decodes a base block and the extensions behind it; a block that was cut off reads as if zeros followed. Undefined
 * where this is no EDID: header or version are wrong, and it does not tell name, week, year and number either.
 */
export function decodeEdid(bytes: Uint8Array): Edid | undefined {
  const base = new Uint8Array(blockSize)
  base.set(bytes.subarray(0, blockSize))
  const view = new DataView(base.buffer)
  const names = [...blocksOf(base, bytes)].reduce(joined, none)
  const [week, sinceYear, version, revision] = [16, 17, 18, 19].map((at) => view.getUint8(at)) as [
    number,
    number,
    number,
    number,
  ]
  const number = view.getUint32(12, true)
  const legal = header.every((byte, at) => base[at] === byte) && (version === 1 || version === 2) && revision !== 0xff
  if (!legal && !(names.names[0] && week && sinceYear && number)) return undefined
  return {
    ...names,
    maker: makerOf(view.getUint16(8)),
    product: view.getUint16(10, true),
    number: number || names.extensionNumber,
    week,
    year: 1990 + sinceYear,
  }
}

function* blocksOf(base: Uint8Array, bytes: Uint8Array): Generator<Names> {
  yield namesIn(base, descriptors)
  for (let at = blockSize; at + blockSize <= Math.min(bytes.length, longest); at += blockSize)
    yield namesIn(bytes.subarray(at, at + blockSize))
}

const joined = (one: Names, other: Names): Names => ({
  names: [...one.names, ...other.names],
  serials: [...one.serials, ...other.serials],
  texts: [...one.texts, ...other.texts],
  extensionNumber: one.extensionNumber || other.extensionNumber,
})

/** Three letters of five bits (1 is A), as the ISA plug-and-play ids have them. */
function makerOf(word: number): string | undefined {
  const letters = [word >> 10, word >> 5, word].map((part) => part & 31)
  return letters.every((letter) => letter >= 1 && letter <= 26)
    ? String.fromCharCode(...letters.map((letter) => 64 + letter))
    : undefined
}
