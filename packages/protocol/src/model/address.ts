/** Masks and subnets of IPv4 and IPv6 addresses, as texts. Total: undefined for what is no address. */

function parse4(text: string): number | undefined {
  const parts = text.length > 15 ? [] : text.split('.')
  if (parts.length !== 4) return undefined
  let value = 0
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined
    value = value * 256 + Number(part)
  }
  return value
}

const print4 = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')

/** `255.255.255.0` for 24. */
export function ipv4Mask(prefix: number): string | undefined {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 32) return undefined
  return print4(prefix === 0 ? 0 : -1 << (32 - prefix))
}

/** The network address: `192.0.2.0` for `192.0.2.77` with mask `255.255.255.0`. */
export function ipv4Subnet(address: string, mask: string): string | undefined {
  const a = parse4(address)
  const m = parse4(mask)
  return a === undefined || m === undefined ? undefined : print4(a & m)
}

/** Eight groups; a zone (`%eth0`) is ignored, the last 32 bits may be written as IPv4 (RFC 4291 §2.2). */
function parse6(text: string): number[] | undefined {
  let address = text.split('%', 1)[0] ?? ''
  if (address.length > 45) return undefined
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  if (dotted) {
    const v4 = parse4(dotted[2] ?? '')
    if (v4 === undefined) return undefined
    address = `${dotted[1]}${Math.floor(v4 / 65536).toString(16)}:${(v4 % 65536).toString(16)}`
  }
  const halves = address.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail]
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined
}

/** RFC 5952: lower case, the first longest run of at least two zero groups is `::`. */
function print6(groups: readonly number[]): string {
  let start = 0
  let length = 0
  for (let i = 0; i < 8; i++) {
    let end = i
    while (end < 8 && groups[end] === 0) end++
    if (end - i > length) {
      start = i
      length = end - i
    }
  }
  const hex = groups.map((group) => group.toString(16))
  if (length < 2) return hex.join(':')
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`
}

const mask6 = (prefix: number): number[] | undefined =>
  Number.isInteger(prefix) && prefix >= 0 && prefix <= 128
    ? Array.from({ length: 8 }, (_, i) => (0xffff << (16 - Math.min(16, Math.max(0, prefix - 16 * i)))) & 0xffff)
    : undefined

/** `ffff:ffff:ffff:ffff::` for 64. */
export function ipv6Mask(prefix: number): string | undefined {
  const mask = mask6(prefix)
  return mask && print6(mask)
}

/** The network address, compressed: `2001:db8::` for `2001:db8::77` and 64. */
export function ipv6Subnet(address: string, prefix: number): string | undefined {
  const groups = parse6(address)
  const mask = mask6(prefix)
  return groups && mask && print6(groups.map((group, i) => group & (mask[i] ?? 0)))
}

/** Is it an address as the family writes it, without prefix length? */
export const isIpv4 = (text: string): boolean => parse4(text) !== undefined
export const isIpv6 = (text: string): boolean => !text.includes('%') && parse6(text) !== undefined

/** The address as a number, to compare and to count. */
export function addressValue(text: string): bigint | undefined {
  if (isIpv4(text)) return BigInt(parse4(text) ?? 0)
  if (!isIpv6(text)) return undefined
  return (parse6(text) ?? []).reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

/** The text of such a number: RFC 5952 for IPv6. The number must fit the family. */
export function addressText(family: 4 | 6, value: bigint): string {
  if (family === 4) return print4(Number(value))
  return print6(Array.from({ length: 8 }, (_, at) => Number((value >> BigInt(112 - 16 * at)) & 0xffffn)))
}
