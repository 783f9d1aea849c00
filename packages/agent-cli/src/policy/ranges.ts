import { isIpv4, isIpv6 } from '@fusioninventory/protocol'

/** Addresses from one to another, both included. */
export interface Range {
  readonly v6: boolean
  readonly first: bigint
  readonly last: bigint
}

/** An address as a number; undefined for what is none. */
export function addressNumber(text: string): { readonly v6: boolean; readonly value: bigint } | undefined {
  if (isIpv4(text)) return { v6: false, value: text.split('.').reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) }
  if (!isIpv6(text)) return undefined
  const mapped = /^(.*:)((?:\d+\.){3}\d+)$/.exec(text)
  const plain = mapped
    ? `${mapped[1]}${(mapped[2] ?? '')
        .split('.')
        .reduce((hex, byte) => hex + Number(byte).toString(16).padStart(2, '0'), '')
        .replace(/^(.{4})/, '$1:')}`
    : text
  const [head = '', tail] = plain.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail ?? '')]
  return { v6: true, value: all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) }
}

/** An address, a network or `first-last`; undefined for anything else, and for a range that ends before it begins. */
export function parseRange(text: string): Range | undefined {
  const [first = '', last, ...more] = text.split(/\s*-\s*/)
  const [network = '', bits, ...rest] = first.split('/')
  const from = addressNumber(network.trim())
  if (from === undefined || more.length > 0 || rest.length > 0 || (last !== undefined && bits !== undefined))
    return undefined
  const { v6, value } = from
  if (bits !== undefined) {
    const width = v6 ? 128 : 32
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > width) return undefined
    const size = 1n << BigInt(width - Number(bits))
    return { v6, first: value - (value % size), last: value - (value % size) + size - 1n }
  }
  const to = last === undefined ? from : addressNumber(last.trim())
  return to === undefined || to.v6 !== v6 || to.value < value ? undefined : { v6, first: value, last: to.value }
}

/** Whether all of it lies within one of those. */
export const isWithin = (range: Range, allowed: readonly Range[]): boolean =>
  allowed.some(({ v6, first, last }) => v6 === range.v6 && first <= range.first && range.last <= last)

export const sizeOf = ({ first, last }: Range): number => Number(last - first + 1n)
