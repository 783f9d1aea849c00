import { ipv4Mask, ipv4Subnet, ipv6Mask, ipv6Subnet, isIpv4, isIpv6 } from '@fusioninventory/protocol'
import { get, list, pairs, parseJsonRows, string } from '../virtualmachine/parse-json.ts'
import { macIn, type Network } from './link.ts'

/** Ids of `docker network ls --filter driver=macvlan -q`. */
export const parseMacvlans = (text: string): string[] =>
  text.split('\n', 10_000).flatMap((line) => /^\s*([0-9a-f]{12,64})\s*$/.exec(line)?.[1] ?? [])

/** Ids in the list of networks of the Docker Engine API. */
export const parseNetworkList = (text: string | undefined): string[] =>
  parseJsonRows(text).flatMap((one) => (get(one, 'Driver') === 'macvlan' ? (string(get(one, 'Id')) ?? []) : []))

/**
 * Containers in a network (`docker network inspect`, or that of the API): each has a card of its own on the wire, with a
 * hardware address that other machines see.
 */
export function parseNetwork(text: string | undefined): Network[] {
  return parseJsonRows(text).flatMap((network) => {
    const gateways = list(get(network, 'IPAM', 'Config')).map((one) => string(get(one, 'Gateway')))
    const name = string(get(network, 'Name')) ?? 'macvlan'
    return pairs(get(network, 'Containers')).map(([id, container]): Network => {
      const MACADDR = macIn(string(get(container, 'MacAddress')))
      return {
        DESCRIPTION: `${name}@${string(get(container, 'Name')) ?? id.slice(0, 12)}`,
        MACADDR,
        TYPE: 'ethernet',
        STATUS: 'Up',
        VIRTUALDEV: 1,
        ...ipv4(string(get(container, 'IPv4Address')), gateways),
        ...ipv6(string(get(container, 'IPv6Address'))),
      }
    })
  })
}

/** `ADDRESS/PREFIX`. */
function ipv4(text: string | undefined, gateways: readonly (string | undefined)[]): Network {
  const [IPADDRESS = '', prefix] = text?.split('/', 2) ?? []
  if (!isIpv4(IPADDRESS)) return {}
  const IPMASK = /^\d{1,2}$/.test(prefix ?? '') ? ipv4Mask(Number(prefix)) : undefined
  if (IPMASK === undefined) return { IPADDRESS }
  const IPSUBNET = ipv4Subnet(IPADDRESS, IPMASK)
  const IPGATEWAY = gateways.find((one) => one && isIpv4(one) && ipv4Subnet(one, IPMASK) === IPSUBNET)
  return { IPADDRESS, IPMASK, IPSUBNET, IPGATEWAY }
}

function ipv6(text: string | undefined): Network {
  const [IPADDRESS6 = '', digits] = text?.split('/', 2) ?? []
  if (!isIpv6(IPADDRESS6)) return {}
  if (!/^\d{1,3}$/.test(digits ?? '')) return { IPADDRESS6 }
  const prefix = Number(digits)
  return { IPADDRESS6, IPMASK6: ipv6Mask(prefix), IPSUBNET6: ipv6Subnet(IPADDRESS6, prefix) }
}
