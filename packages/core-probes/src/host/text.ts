/**
 * Lossless text: UTF-8 where the bytes are UTF-8, and each byte HH that is not becomes the lone surrogate `\udcHH`.
 * Any bytes have one such text and get back to the same bytes; everything a host tells goes through here.
 */
import { Buffer, isUtf8 } from 'node:buffer'

const view = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Bytes to lossless text. */
export function decodeText(bytes: Uint8Array): string {
  const buffer = view(bytes)
  if (isUtf8(buffer)) return buffer.toString('utf8')
  // No byte gives more than one unit of UTF-16; written as such, since a string for each byte would take seconds.
  const units = Buffer.allocUnsafe(2 * buffer.length)
  let length = 0
  const put = (unit: number): void => {
    units[length++] = unit & 0xff
    units[length++] = unit >> 8
  }
  for (let at = 0; at < buffer.length; ) {
    const size = sequenceAt(buffer, at)
    if (size < 2) put((size === 1 ? 0 : 0xdc00) | (buffer[at++] ?? 0))
    else {
      let point = (buffer[at] ?? 0) & (0x7f >> size)
      for (const end = at + size; ++at < end; ) point = (point << 6) | ((buffer[at] ?? 0) & 0x3f)
      if (point > 0xffff) put(0xd7c0 + (point >> 10))
      put(point > 0xffff ? 0xdc00 | (point & 0x3ff) : point)
    }
  }
  return units.toString('utf16le', 0, length)
}

/** Length of the well-formed sequence at `at` (RFC 3629, table 3-7 of the Unicode standard), 0 where there is none. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const second = bytes[at + 1] ?? 0
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  if (first < 0xe0) return 2
  const length = first < 0xf0 ? 3 : 4
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** Bytes that a lossless text stands for. */
export const byteLength = (text: string): number =>
  // A lone surrogate is one byte, where Node would count the three of U+FFFD.
  Buffer.byteLength(text) - (LONE.test(text) ? 2 * (text.match(LONE_EACH)?.length ?? 0) : 0)

const LONE = /[\ud800-\udfff]/u
const LONE_EACH = /[\ud800-\udfff]/gu

/** Whether the text holds lone surrogates: bytes that were not UTF-8. */
export const isLossy = (text: string): boolean => LONE.test(text)

/** Lossless text to its bytes. A lone surrogate that stands for no byte becomes U+FFFD. */
export function encodeText(text: string): Buffer {
  if (!LONE.test(text)) return Buffer.from(text, 'utf8')
  const parts: Buffer[] = []
  let start = 0
  for (const { 0: found, index } of text.matchAll(LONE_EACH)) {
    const code = found.charCodeAt(0)
    if (code < 0xdc80 || code > 0xdcff) continue
    if (index > start) parts.push(Buffer.from(text.slice(start, index), 'utf8'))
    parts.push(Buffer.of(code & 0xff))
    start = index + 1
  }
  parts.push(Buffer.from(text.slice(start), 'utf8'))
  return Buffer.concat(parts)
}

/** The one lossless form of a text whose byte surrogates may spell UTF-8 (`\udcc3\udca9` is `é`). */
export const canonicalText = (text: string): string => (LONE.test(text) ? decodeText(encodeText(text)) : text)

const ASCII = /^[\0-\x7f]*$/

/** Order of the bytes of two lossless texts. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0
  return ASCII.test(a) && ASCII.test(b) ? (a < b ? -1 : 1) : encodeText(a).compare(encodeText(b))
}

/** A text of one line that any file can hold: control characters and bytes that are no text become blanks. */
export const oneLine = (text: string): string => text.replace(/[\0-\x1f\x7f-\x9f]|[\ud800-\udfff]/gu, ' ').trim()
