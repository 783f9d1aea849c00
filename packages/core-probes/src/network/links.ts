import { addressValue } from '@fusioninventory/protocol'
import type { InterfaceAddress } from '../host/port.ts'

/**
 * Where an address is: this machine's own, on a link where hardware addresses are asked for (`on-link`), all machines of
 * such a link (`broadcast`), or somewhere behind a router or a link without hardware addresses (`routed`).
 */
export type Place = 'own' | 'on-link' | 'broadcast' | 'routed'

interface Link {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
  /** From this prefix length on there is no address of the network and no broadcast address (RFC 3021). */
  readonly small: boolean
}

/** Tells places from the addresses and masks of this machine's interfaces. */
export function placesOf(
  interfaces: Readonly<Record<string, readonly InterfaceAddress[]>>,
): (address: string) => Place {
  const own = new Set<string>()
  const links: Link[] = []
  for (const { address, family, internal, mac, cidr } of Object.values(interfaces).flat()) {
    own.add(address)
    // A tunnel has no hardware address: nobody there can be asked for one.
    if (internal || cidr === null || /^[0:]*$/.test(mac)) continue
    const value = addressValue(address)
    const prefix = Number(cidr.slice(cidr.lastIndexOf('/') + 1))
    if (value === undefined) continue
    const version = family === 'IPv4' ? 4 : 6
    const host = BigInt((version === 4 ? 32 : 128) - prefix)
    const first = (value >> host) << host
    links.push({ family: version, first, last: first + (1n << host) - 1n, small: version === 6 || prefix >= 31 })
  }
  return (address) => {
    if (own.has(address) || address.startsWith('127.') || address === '::1') return 'own'
    const value = addressValue(address)
    const family = address.includes(':') ? 6 : 4
    let place: Place = 'routed'
    for (const link of links) {
      if (value === undefined || link.family !== family || value < link.first || value > link.last) continue
      if (!link.small && (value === link.first || value === link.last)) return 'broadcast'
      place = 'on-link'
    }
    return place
  }
}
