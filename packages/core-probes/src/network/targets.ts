import { addressText } from '@fusioninventory/protocol'
import type { AddressRange } from './parse-ranges.ts'
import { inShard, type Shard } from './shard.ts'

/** One address to examine. */
export interface Target {
  /** Its place in the order of the scan, 0 first: the same in each run over the same ranges. */
  readonly index: number
  readonly family: 4 | 6
  readonly address: string
}

/** What is to be examined; nothing is expanded, so a range may be of any size. */
export interface Targets extends Iterable<Target> {
  /** Each address once, in order of family and number. */
  readonly ranges: readonly AddressRange[]
  /** How many addresses, before any share is taken. */
  readonly size: bigint
  has(family: 4 | 6, value: bigint): boolean
}

/** Ranges without what stands in others or among `without`; `shard` is the share that this run takes. */
export function targetsOf(
  ranges: readonly AddressRange[],
  { without = [], shard }: { readonly without?: readonly AddressRange[]; readonly shard?: Shard } = {},
): Targets {
  const kept = subtract(merge(ranges), merge(without))
  return {
    ranges: kept,
    size: kept.reduce((sum, { first, last }) => sum + last - first + 1n, 0n),
    has: (family, value) => kept.some((one) => one.family === family && one.first <= value && value <= one.last),
    [Symbol.iterator]: () => inOrder(kept, shard),
  }
}

const byNumber = (a: AddressRange, b: AddressRange): number =>
  a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0)

function merge(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: AddressRange[] = []
  for (const range of [...ranges].sort(byNumber)) {
    const last = merged.at(-1)
    if (last && last.family === range.family && range.first <= last.last + 1n) {
      if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last }
    } else merged.push(range)
  }
  return merged
}

function subtract(ranges: readonly AddressRange[], without: readonly AddressRange[]): readonly AddressRange[] {
  return ranges.flatMap((range) => {
    const parts: AddressRange[] = []
    let { first } = range
    for (const hole of without) {
      if (hole.family !== range.family || hole.last < first || hole.first > range.last) continue
      if (hole.first > first) parts.push({ ...range, first, last: hole.first - 1n })
      first = hole.last + 1n
    }
    if (first <= range.last) parts.push({ ...range, first })
    return parts
  })
}

/** Addresses of one subnet, as far as the order is concerned: a /24, or a /120 of IPv6. */
const block = 256n
/** So many subnets take turns. */
const abreast = 4096

/** An address of each subnet in turn, so that none gets all packets at once. */
function* inOrder(ranges: readonly AddressRange[], shard: Shard | undefined): Generator<Target> {
  let index = 0
  const all = blocks(ranges)
  for (;;) {
    let open: AddressRange[] = []
    for (let next = all.next(); !next.done; next = all.next()) if (open.push(next.value) >= abreast) break
    if (open.length === 0) return
    for (let at = 0n; open.length > 0; at++) {
      for (const { family, first } of open) {
        const address = addressText(family, first + at)
        if (!shard || inShard(shard, address)) yield { index: index++, family, address }
      }
      open = open.filter(({ first, last }) => first + at < last)
    }
  }
}

function* blocks(ranges: readonly AddressRange[]): Generator<AddressRange, undefined> {
  for (const { family, first, last } of ranges)
    for (let from = first; from <= last; ) {
      const end = (from / block + 1n) * block - 1n
      yield { family, first: from, last: end < last ? end : last }
      from = end + 1n
    }
}
