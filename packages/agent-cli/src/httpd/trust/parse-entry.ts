import { parseRange, type Range } from '../../policy/ranges.ts'
import { addressOf } from './address.ts'

/** What an entry of `httpd-trust` means. */
export type TrustEntry =
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'bad'; readonly why: string }

/** RFC 1123 §2.1, with the underscore that is in use; a last label of digits would be a bad address. */
const hostName =
  /^(?=.{1,253}\.?$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)*(?!\d+\.?$)[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.?$/i

/** An address, `A/BITS`, `A - B`, or a host name. Total. */
export function parseTrustEntry(text: string): TrustEntry {
  const entry = text.trim()
  const single = addressOf(entry)
  if (single !== undefined) return { kind: 'range', range: single }
  const range = parseRange(entry)
  if (range !== undefined) {
    const width = range.family === 6 ? 128n : 32n
    return range.last - range.first === (1n << width) - 1n
      ? { kind: 'bad', why: 'it would trust every address' }
      : { kind: 'range', range }
  }
  if (entry.length <= 254 && hostName.test(entry)) return { kind: 'name', name: entry.toLowerCase() }
  return { kind: 'bad', why: 'not an address, a range (A/BITS, A-B) or a host name' }
}
