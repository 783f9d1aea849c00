import { addressText, addressValue, isIpv4 } from '@fusioninventory/protocol'

/** Addresses from `first` to `last`, both included, as numbers of one family. */
export interface AddressRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

/** The range, or one line that says why the text is none. */
export type RangeReading = AddressRange | { readonly problem: string }

const bits = { 4: 32n, 6: 128n } as const

/**
 * `192.0.2.7`, `192.0.2.0/24`, `192.0.2.1-192.0.2.9`, `192.0.2.1-9` (last part of an IPv4 address), `2001:db8::/120`,
 * `2001:db8::1-2001:db8::ff`. A network holds all its addresses, the first and the last included.
 */
export function parseRange(text: string): RangeReading {
  const word = text.trim()
  const [network = '', prefix, more] = word.split('/')
  if (prefix !== undefined) return more === undefined ? networkOf(word, network, prefix) : nothing(word)
  const [start = '', end, rest] = word.split('-')
  if (rest !== undefined) return nothing(word)
  if (end === undefined) return between(word, word)
  const short = isIpv4(start.trim()) && /^\s*\d{1,3}\s*$/.test(end)
  return between(start, short ? start.trim().replace(/\d+$/, end.trim()) : end)
}

/** From one address to another. */
export function between(start: string, end: string): RangeReading {
  const [from, to] = [start.trim(), end.trim()]
  const [first, last] = [addressValue(from), addressValue(to)]
  if (first === undefined) return nothing(from)
  if (last === undefined) return nothing(to)
  const family = familyOf(from)
  if (family !== familyOf(to)) return { problem: `${from} and ${to} are of two families` }
  if (first > last) return { problem: `${to} is before ${from}` }
  return asked({ family, first, last }, from === to ? from : `${from}-${to}`)
}

const familyOf = (address: string): 4 | 6 => (isIpv4(address) ? 4 : 6)

const nothing = (text: string): RangeReading => ({
  problem: `"${text.slice(0, 80)}" is no address, network or range of addresses`,
})

function networkOf(word: string, address: string, prefix: string): RangeReading {
  const value = addressValue(address.trim())
  if (value === undefined || !/^\d{1,3}$/.test(prefix)) return nothing(word)
  const family = familyOf(address.trim())
  const host = bits[family] - BigInt(prefix)
  if (host < 0n) return nothing(word)
  const first = (value >> host) << host
  return asked({ family, first, last: first + (1n << host) - 1n }, word)
}

/** Blocks that name no single device (RFC 1122 §3.2.1.3, RFC 5771, RFC 4291 §2.7): nothing is ever sent there. */
const nobody: readonly AddressRange[] = [
  { family: 4, first: 0n, last: 0x00ff_ffffn },
  { family: 4, first: 0xe000_0000n, last: 0xefff_ffffn },
  { family: 4, first: 0xffff_ffffn, last: 0xffff_ffffn },
  { family: 6, first: 0n, last: 0n },
  { family: 6, first: 0xff00n << 112n, last: (1n << 128n) - 1n },
]

function asked(range: AddressRange, name: string): RangeReading {
  const { family, first, last } = range
  const hit = nobody.find((one) => one.family === family && one.first <= last && first <= one.last)
  if (!hit) return range
  let from = hit.first
  if (first > from) from = first
  return {
    problem: `${name} holds ${addressText(family, from)}, an address of many or of nobody (broadcast, multicast, unspecified)`,
  }
}

export interface RangeList {
  readonly ranges: readonly AddressRange[]
  readonly problems: readonly string[]
}

/** A text with so many is none of ranges. */
const mostProblems = 100

/** Ranges one after the other, separated by commas or blanks; in a file `#` begins a comment. */
export function parseRanges(text: string): RangeList {
  const ranges: AddressRange[] = []
  const problems: string[] = []
  for (const line of text.split(/\r?\n/))
    for (const word of line
      .replace(/(^|\s)#.*$/, '')
      .split('-')
      .map((part) => part.trim())
      .join('-')
      .split(/[\s,;]+/)) {
      if (word === '') continue
      const range = parseRange(word)
      if (!('problem' in range)) ranges.push(range)
      else if (problems.push(range.problem) >= mostProblems) {
        problems.push('and perhaps more, which nobody looked at')
        return { ranges, problems }
      }
    }
  return { ranges, problems }
}
