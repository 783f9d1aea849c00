import { ipv6Subnet, isIpv4, isIpv6 } from '@fusioninventory/protocol'
import type { Answers } from '../devices/answers.ts'
import { addresses } from './generic.ts'

/** Columns to walk for `addressesOf`. */
export const addressColumns = Object.values(addresses)

/**
 * All addresses of a device, IPv4 sorted as text, then IPv6; unspecified ones left out. Undefined: it has no address table.
 * The indexes of ipAddressTable are type (1 IPv4, 2 IPv6, 3 and 4 with a zone of four bytes), length, bytes (RFC 4001).
 */
export function addressesOf(answers: Answers): readonly string[] | undefined {
  const found = new Set<string>()
  const tables = addressColumns.map((column) => answers.rows(column))
  if (tables.every(({ size }) => size === 0)) return undefined
  const [listed, indexed, any] = tables
  for (const value of listed?.values() ?? []) if (value.type === 'address') found.add(value.value)
  for (const index of indexed?.keys() ?? []) found.add(index)
  for (const index of any?.keys() ?? []) {
    const address = addressOf(index)
    if (address !== undefined) found.add(address)
  }
  const v4 = [...found].filter((one) => isIpv4(one) && one !== '0.0.0.0')
  const v6 = [...found].filter((one) => isIpv6(one) && one !== '::')
  return [...v4.sort(), ...v6.sort()]
}

/** An address from an InetAddressType.InetAddress index. */
function addressOf(index: string): string | undefined {
  const [type, length = 0, ...rest] = index.split('.').map(Number)
  if (rest.some((byte) => !(byte >= 0 && byte <= 255))) return undefined
  // Some agents put the address there as text.
  if (length > 20) return ipv6Subnet(Buffer.from(rest).toString('latin1').toLowerCase(), 128)
  if (type === 1 || type === 3) return rest.length >= 4 ? rest.slice(0, 4).join('.') : undefined
  if ((type === 2 || type === 4) && rest.length >= 16) return ipv6(rest.slice(0, 16))
  return undefined
}

function ipv6(bytes: readonly number[]): string | undefined {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)).toString(16),
  )
  return ipv6Subnet(groups.join(':'), 128)
}
