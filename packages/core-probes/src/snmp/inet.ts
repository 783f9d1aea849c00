import { ipv6Subnet } from '@fusioninventory/protocol'

/** InetAddressType (RFC 4001): 1 IPv4, 2 IPv6, 3 and 4 the same with a zone of four bytes behind. */
const lengths: Readonly<Record<number, number>> = { 1: 4, 2: 16, 3: 4, 4: 16 }

/** An IPv6 address and its zone. */
const longest = 20

/** Arcs `TYPE.LENGTH.BYTE...` of an index (InetAddressType, InetAddress) as text; undefined for another kind of address. */
export function inetOfIndex(index: string): string | undefined {
  const [type, length = 0, ...bytes] = index.split('.').map(Number)
  return length > longest ? ipv6OfText(bytes) : inet(type, bytes)
}

/** Bytes as text by InetAddressType; a zone is left out, and so is the unspecified address. */
export function inet(type: number | undefined, bytes: readonly number[]): string | undefined {
  const length = lengths[type ?? 0]
  if (length === undefined || bytes.length < length) return undefined
  const address = bytes.slice(0, length)
  if (address.some((byte) => !(byte >= 0 && byte <= 255)) || address.every((byte) => byte === 0)) return undefined
  return length === 4 ? address.join('.') : ipv6Text(address)
}

/** In the form of RFC 5952. */
function ipv6Text(bytes: readonly number[]): string | undefined {
  const group = (at: number): string => ((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)).toString(16)
  return ipv6Subnet(Array.from({ length: 8 }, (_, at) => group(at)).join(':'), 128)
}

/** Some agents put the text of an address into an index. */
function ipv6OfText(bytes: readonly number[]): string | undefined {
  const text = ipv6Subnet(Buffer.from(bytes).toString('latin1').toLowerCase(), 128)
  return text === '::' ? undefined : text
}
