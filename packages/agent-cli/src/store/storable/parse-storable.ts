/**
 * Perl's Storable format (perldoc Storable; what `store` and `nstore` write), as far as state files need it: one hash of
 * plain values. Nothing that could carry code or objects is read, only skipped over or refused.
 */

/** A number as text where it has more digits than a double keeps. */
export type Scalar = string | number | undefined

const magic = 'pst0'
const longest = 65_536
const deepest = 8

/** Kinds of values, by the byte that begins them. */
const kinds = {
  longText: 1,
  array: 2,
  hash: 3,
  reference: 4,
  undef: 5,
  integer: 6,
  double: 7,
  byte: 8,
  netInteger: 9,
  text: 10,
  svUndef: 14,
  yes: 15,
  no: 16,
  utf8: 23,
  longUtf8: 24,
  flagHash: 25,
  undefElement: 31,
  isTrue: 34,
  isFalse: 35,
} as const

class Unreadable extends Error {}

/** Bytes in the order of the machine that wrote them. */
class Reader {
  at = 0
  /** Of lengths: `store` writes those of the machine, `nstore` big-endian. */
  little = false
  integerSize = 8
  readonly #view: DataView
  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  take(size: number): Uint8Array {
    if (size < 0 || this.at + size > this.bytes.length) throw new Unreadable()
    this.at += size
    return this.bytes.subarray(this.at - size, this.at)
  }
  byte(): number {
    return this.take(1)[0] ?? 0
  }
  length(): number {
    this.take(4)
    return this.#view.getUint32(this.at - 4, this.little)
  }
  netInteger(): number {
    this.take(4)
    return this.#view.getInt32(this.at - 4, false)
  }
  integer(): Scalar {
    this.take(this.integerSize)
    if (this.integerSize === 4) return this.#view.getInt32(this.at - 4, this.little)
    const value = this.#view.getBigInt64(this.at - 8, this.little)
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  }
  double(): number {
    this.take(8)
    return this.#view.getFloat64(this.at - 8, this.little)
  }
  text(size: number, utf8: boolean): string {
    return Buffer.from(this.take(size)).toString(utf8 ? 'utf8' : 'latin1')
  }
}

/** Version, byte order and sizes of the writer. */
function header(reader: Reader): void {
  if (reader.text(4, false) !== magic) throw new Unreadable()
  const version = reader.byte()
  const minor = reader.byte()
  if (version >> 1 !== 2) throw new Unreadable()
  if ((version & 1) === 1) return
  const order = reader.text(reader.byte(), false)
  if (!/^(?:1234|12345678|4321|87654321)$/.test(order)) throw new Unreadable()
  reader.little = order.startsWith('1')
  // Of int, long and pointer; and, in all that are still around, of floating-point numbers.
  reader.take(3)
  if (minor >= 2) reader.take(1)
  reader.integerSize = order.length
}

/** A value; one that is no scalar is read over, and is undefined. */
function value(reader: Reader, depth: number): Scalar {
  if (depth > deepest) throw new Unreadable()
  switch (reader.byte()) {
    case kinds.longText:
      return reader.text(reader.length(), false)
    case kinds.text:
      return reader.text(reader.byte(), false)
    case kinds.utf8:
      return reader.text(reader.byte(), true)
    case kinds.longUtf8:
      return reader.text(reader.length(), true)
    case kinds.byte:
      return reader.byte() - 128
    case kinds.integer:
      return reader.integer()
    case kinds.netInteger:
      return reader.netInteger()
    case kinds.double:
      return reader.double()
    case kinds.yes:
    case kinds.isTrue:
      return 1
    case kinds.no:
    case kinds.isFalse:
      return 0
    case kinds.undef:
    case kinds.svUndef:
    case kinds.undefElement:
      return undefined
    case kinds.reference:
      return value(reader, depth + 1)
    case kinds.array: {
      const size = reader.length()
      for (let count = 0; count < size; count++) value(reader, depth + 1)
      return undefined
    }
    case kinds.hash:
      pairs(reader, depth, false)
      return undefined
    case kinds.flagHash:
      pairs(reader, depth, true)
      return undefined
    default:
      // Objects, code, ties, hooks, expressions, and what was not known when this was written.
      throw new Unreadable()
  }
}

function pairs(reader: Reader, depth: number, flagged: boolean): ReadonlyMap<string, Scalar> {
  if (flagged) reader.byte()
  const size = reader.length()
  const found = new Map<string, Scalar>()
  // Each pair takes at least a byte, so a size that lies ends at the end of the file.
  for (let count = 0; count < size; count++) {
    const one = value(reader, depth + 1)
    const utf8 = flagged && (reader.byte() & 1) === 1
    found.set(reader.text(reader.length(), utf8), one)
  }
  return found
}

/**
 * The plain values of a hash that Perl stored, at most 64 KiB of it. Undefined for everything else: total, and
 * never slower than the file is long.
 */
export function parseStorable(bytes: Uint8Array): ReadonlyMap<string, Scalar> | undefined {
  if (bytes.length > longest) return undefined
  const reader = new Reader(bytes)
  try {
    header(reader)
    const kind = reader.byte()
    if (kind === kinds.hash) return pairs(reader, 0, false)
    return kind === kinds.flagHash ? pairs(reader, 0, true) : undefined
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}
