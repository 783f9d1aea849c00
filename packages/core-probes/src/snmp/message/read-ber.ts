import type { Oid } from '../port.ts'

/** BER as SNMP messages have it (X.690 §8, RFC 3417 §8), read where it stands. Total: undefined for what is cut or odd. */

export interface Element {
  readonly tag: number
  /** Where its content begins and ends. */
  readonly start: number
  readonly end: number
}

/** The element at a place; one that ends beyond `end` is none. */
export function element(bytes: Uint8Array, at: number, end: number): Element | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || first === undefined || at + 2 > end) return undefined
  if (first < 0x80) return at + 2 + first <= end ? { tag, start: at + 2, end: at + 2 + first } : undefined
  const count = first & 0x7f
  if (count === 0 || count > 4 || at + 2 + count > end) return undefined
  let length = 0
  for (let place = at + 2; place < at + 2 + count; place++) length = length * 256 + (bytes[place] as number)
  const start = at + 2 + count
  return start + length <= end ? { tag, start, end: start + length } : undefined
}

/** Of an INTEGER. */
export const integer = (bytes: Uint8Array, found: Element | undefined): number | undefined =>
  found?.tag === 2 ? number(bytes, found) : undefined

/** Content of up to 5 bytes as a number with a sign, whatever its tag. */
export function number(bytes: Uint8Array, { start, end }: Element): number | undefined {
  if (end === start || end - start > 5) return undefined
  let value = (bytes[start] as number) >= 0x80 ? -1 : 0
  for (let at = start; at < end; at++) value = value * 256 + (bytes[at] as number)
  return value
}

/** Of an OBJECT IDENTIFIER (X.690 §8.19): at most 128 arcs (RFC 2578 §3.5). */
export function oid(bytes: Uint8Array, { start, end }: Element): Oid | undefined {
  if (end === start || end - start > 640) return undefined
  const arcs: number[] = []
  let arc = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    arc = arc * 128 + (byte & 0x7f)
    if (arc > mostFirst) return undefined
    if (byte >= 0x80) continue
    // The first two arcs share a number.
    if (arcs.length === 0) arcs.push(Math.min(2, Math.trunc(arc / 40)), arc - 40 * Math.min(2, Math.trunc(arc / 40)))
    else arcs.push(arc)
    if ((arcs.at(-1) as number) > 0xffff_ffff) return undefined
    arc = 0
  }
  return arcs.length > 128 || (bytes[end - 1] as number) >= 0x80 ? undefined : arcs.join('.')
}

const mostFirst = 0xffff_ffff + 80
