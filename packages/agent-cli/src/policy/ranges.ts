import { addressText, addressValue } from '@fusioninventory/protocol'

/** Addresses from one to another, both included. */
export interface Range {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4)

/** An address, a network or `first-last`; undefined for anything else, and for a range that ends before it begins. */
export function parseRange(text: string): Range | undefined {
  const [start = '', end, ...more] = text.split(/\s*-\s*/)
  const [network = '', bits, ...rest] = start.split('/')
  const from = network.trim()
  const first = addressValue(from)
  if (first === undefined || more.length > 0 || rest.length > 0 || (end !== undefined && bits !== undefined))
    return undefined
  const family = familyOf(from)
  if (bits !== undefined) {
    const width = family === 6 ? 128 : 32
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > width) return undefined
    const size = 1n << BigInt(width - Number(bits))
    return { family, first: first - (first % size), last: first - (first % size) + size - 1n }
  }
  const to = end?.trim() ?? from
  const last = addressValue(to)
  return last === undefined || familyOf(to) !== family || last < first ? undefined : { family, first, last }
}

/** Whether all of it lies within one of those. */
export const isWithin = (range: Range, allowed: readonly Range[]): boolean =>
  allowed.some(({ family, first, last }) => family === range.family && first <= range.first && range.last <= last)

export const sizeOf = ({ first, last }: Range): number => Number(last - first + 1n)

/** `10.0.0.0 to 10.255.255.255` */
export function shownRange({ family, first, last }: Range): string {
  const [from, to] = [addressText(family, first), addressText(family, last)]
  return first === last ? from : `${from} to ${to}`
}
