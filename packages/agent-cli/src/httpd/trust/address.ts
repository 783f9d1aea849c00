import { addressText, addressValue } from '@fusioninventory/protocol'
import type { Range } from '../../policy/ranges.ts'

/** IPv4 in IPv6, RFC 4291 §2.5.5.2: `::ffff:0:0/96`. */
const mapped = 0xffffn << 32n
const loopback6 = 1n

/** One address: IPv4 in IPv6 is IPv4, a zone (`fe80::1%eth0`) plays no part. Undefined for what is none. */
export function addressOf(text: string): Range | undefined {
  const plain = text.replace(/%.*$/s, '')
  const value = addressValue(plain)
  if (value === undefined) return undefined
  if (!plain.includes(':')) return { family: 4, first: value, last: value }
  if (value >> 32n === mapped >> 32n) return { family: 4, first: value & 0xffffffffn, last: value & 0xffffffffn }
  return { family: 6, first: value, last: value }
}

/** Both 127.0.0.0/8 and ::1. */
export const isLoopback = ({ family, first }: Range): boolean =>
  family === 4 ? first >> 24n === 127n : first === loopback6

/** `10.0.0.5`, however it was written. */
export function shownAddress(text: string): string {
  const found = addressOf(text)
  return found === undefined ? text : addressText(found.family, found.first)
}

/**
 * Under what a client is counted: its IPv4 address, or its IPv6 network of 64 bits, in which one machine can have as many
 * addresses as it likes (RFC 4291 §2.5.1).
 */
export function clientKey(text: string): string {
  const found = addressOf(text)
  if (found === undefined) return text
  return found.family === 4 ? addressText(4, found.first) : `${addressText(6, (found.first >> 64n) << 64n)}/64`
}
