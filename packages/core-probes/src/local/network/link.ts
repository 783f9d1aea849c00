import { type Content, ipv4Mask, ipv4Subnet, ipv6Mask, ipv6Subnet } from '@fusioninventory/protocol'

export type Network = NonNullable<Content['NETWORKS']>[number]

/** An address with its prefix length; `label` where the system gives it another name than the interface's (`eth0:1`). */
export interface Address {
  readonly address: string
  /** Undefined where the source does not tell it. */
  readonly prefix: number | undefined
  readonly label?: string | undefined
}

/** An interface as one source shows it, whatever the source. */
export interface Link {
  readonly name: string
  readonly up: boolean
  readonly mac?: string | undefined
  readonly mtu?: number | undefined
  readonly type?: Network['TYPE']
  readonly ipv4: readonly Address[]
  readonly ipv6: readonly Address[]
}

/** A six- or twenty-byte hardware address in lower case; undefined for what is none (tunnels show IP addresses). */
export const macIn = (text: string | undefined): string | undefined =>
  /^(?:[0-9a-f]{2}:){5}(?:(?:[0-9a-f]{2}:){14})?[0-9a-f]{2}$/i.test(text ?? '') ? text?.toLowerCase() : undefined

const prefixes = new Map(Array.from({ length: 33 }, (_, prefix) => [ipv4Mask(prefix), prefix]))

/** Prefix length of a dotted mask; undefined where its bits are not contiguous. */
export const prefixOf = (mask: string): number | undefined => prefixes.get(mask)

/** What all entries of one interface share, by the source of each part. */
export type Shared = Omit<Network, 'IPADDRESS' | 'IPMASK' | 'IPSUBNET' | 'IPADDRESS6' | 'IPMASK6' | 'IPSUBNET6'>

/** The fields of an interface that a link tells. */
export const shared = (link: Link): Shared => ({
  DESCRIPTION: link.name,
  STATUS: link.up ? 'Up' : 'Down',
  MACADDR: link.mac,
  MTU: link.mtu,
  TYPE: link.type,
})

/**
 * The fields of its addresses, IPv4 first; an interface without an address of its own has one empty set. Of the
 * gateways, the best first, each address has the one in its network.
 */
export function addresses(link: Link, gateways: readonly string[]): Network[] {
  const own = link.ipv4.filter(({ label }) => label === undefined || label === link.name)
  const aliases = link.ipv4.filter(({ label }) => label !== undefined && label !== link.name)
  const rows = [...own.map((address) => ipv4Fields(address, gateways)), ...link.ipv6.map(ipv6Fields)]
  const named = aliases.map((address) => ({
    DESCRIPTION: address.label,
    TYPE: 'alias',
    BASE: link.name,
    ...ipv4Fields(address, gateways),
  }))
  return [...(rows.length > 0 ? rows : [{}]), ...named]
}

function ipv4Fields({ address, prefix }: Address, gateways: readonly string[]): Network {
  const mask = prefix === undefined ? undefined : ipv4Mask(prefix)
  if (mask === undefined) return { IPADDRESS: address }
  const subnet = ipv4Subnet(address, mask)
  // A host route (/32) holds no gateway; neither does an address that is the gateway itself.
  const near = gateways.find((gateway) => gateway !== address && ipv4Subnet(gateway, mask) === subnet)
  return { IPADDRESS: address, IPMASK: mask, IPSUBNET: subnet, IPGATEWAY: near }
}

function ipv6Fields({ address, prefix }: Address): Network {
  if (prefix === undefined) return { IPADDRESS6: address }
  return { IPADDRESS6: address, IPMASK6: ipv6Mask(prefix), IPSUBNET6: ipv6Subnet(address, prefix) }
}
