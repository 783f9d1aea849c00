import type { Oid } from '../port.ts'

/** BER as SNMP messages have it (X.690 §8, RFC 3417 §8). */

/** Type, length in one to three bytes, content. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const size = parts.reduce((sum, { length }) => sum + length, 0)
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Uint8Array.of(tag, ...length), ...parts])
}

/** A number that is not negative, in as few bytes as it takes. */
export function integer(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.unshift(rest & 255)
    rest = Math.floor(rest / 256)
  } while (rest > 0)
  return element(2, Uint8Array.from((bytes[0] ?? 0) > 127 ? [0, ...bytes] : bytes))
}

export const octets = (value: Uint8Array | string): Buffer =>
  element(4, typeof value === 'string' ? Buffer.from(value) : value)

/** At least two arcs. */
export function oid(text: Oid): Buffer {
  const [first = 0, second = 0, ...arcs] = text.split('.').map(Number)
  const bytes: number[] = []
  for (const arc of [first * 40 + second, ...arcs]) {
    const end = bytes.length
    bytes.splice(end, 0, arc & 127)
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
      bytes.splice(end, 0, (rest & 127) | 128)
  }
  return element(6, Uint8Array.from(bytes))
}
