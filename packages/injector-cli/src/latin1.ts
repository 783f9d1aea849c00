import { isUtf8 } from 'node:buffer'

/** Length of the UTF-8 character at this place (RFC 3629), 0 where there is none, -1 where its end is not there yet. */
function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length =
    first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0
  if (length === 0) return 0
  const there = bytes.subarray(at, at + length)
  if (there.length === length) return isUtf8(there) ? length : 0
  return there.subarray(1).every((byte) => byte >= 0x80 && byte < 0xc0) ? -1 : 0
}

/** The bytes with each that is no part of UTF-8 taken as Latin-1; `rest` is a character that goes on in the next piece. */
function repair(bytes: Uint8Array): { readonly whole: Uint8Array; readonly rest: Uint8Array } {
  const out = Buffer.allocUnsafe(bytes.length * 2)
  let size = 0
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at)
    if (length < 0) return { whole: out.subarray(0, size), rest: bytes.subarray(at) }
    const byte = bytes[at] ?? 0
    if (length === 0) {
      out[size++] = byte < 0xc0 ? 0xc2 : 0xc3
      out[size++] = byte < 0xc0 ? byte : byte - 0x40
      at++
    } else for (const end = at + length; at < end; at++) out[size++] = bytes[at] ?? 0
  }
  return { whole: out.subarray(0, size), rest: bytes.subarray(bytes.length) }
}

/** UTF-8 out of what is nearly UTF-8: stray bytes are taken as Latin-1, all others stay as they are. */
export async function* asUtf8(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let carried: Uint8Array = new Uint8Array()
  for await (const piece of pieces) {
    const { whole, rest } = repair(carried.length > 0 ? Buffer.concat([carried, piece]) : piece)
    carried = Buffer.from(rest)
    if (whole.length > 0) yield whole
  }
  // A character whose end never came.
  if (carried.length > 0) yield Buffer.from(Buffer.from(carried).toString('latin1'))
}
