import { addressValue, ipv4Subnet, ipv6Subnet, isIpv4 } from '../../model/address.ts'
import type { Node } from './node.ts'

/** Devices whose addresses begin alike. */
export interface Subnet {
  /** `192.0.2.0/24`; undefined: of those without an address. */
  readonly name: string | undefined
  readonly nodes: readonly Node[]
}

/** By /24 and /64: no document says how large a network really is. In the order of their addresses. */
export function subnetsOf(nodes: readonly Node[]): readonly Subnet[] {
  const found = new Map<string | undefined, Node[]>()
  for (const node of nodes) {
    const name = subnetOf(node.address)
    const list = found.get(name)
    if (list) list.push(node)
    else found.set(name, [node])
  }
  const first = ({ name }: Subnet): bigint => (name === undefined ? 1n << 200n : orderOf(name.split('/')[0] ?? ''))
  return [...found].map(([name, all]) => ({ name, nodes: all })).sort((a, b) => (first(a) < first(b) ? -1 : 1))
}

function subnetOf(address: string): string | undefined {
  if (address === '') return undefined
  const [network, prefix] = isIpv4(address) ? [ipv4Subnet(address, '255.255.255.0'), 24] : [ipv6Subnet(address, 64), 64]
  return network === undefined ? undefined : `${network}/${prefix}`
}

/** A number by which addresses are in order, those of IPv4 first. */
export function orderOf(address: string): bigint {
  const value = addressValue(address)
  if (value === undefined) return 1n << 199n
  return isIpv4(address) ? value : value + (1n << 64n)
}
