import { ipv6Subnet } from '@fusioninventory/protocol'

export interface Address6 {
  readonly device: string
  readonly address: string
  readonly prefix: number
}

/** 32 hex digits as an address, compressed. */
const address6 = (hex: string): string | undefined =>
  /^[0-9a-f]{32}$/i.test(hex) ? ipv6Subnet(hex.replace(/.{4}(?=.)/g, '$&:'), 128) : undefined

/**
 * `/proc/net/if_inet6`: address, interface index, prefix length, scope, flags (hex), interface name. The kernel prints
 * them in the order of a hash table that changes at boot, so they are sorted: global addresses first, link-local last.
 */
export function parseIfInet6(text: string): Address6[] {
  const rows = text.split('\n', 20_000).map((line) => line.trim().split(/\s+/, 6))
  rows.sort(([a = '', , , x = ''], [b = '', , , y = '']) => compare(x, y) || compare(a, b))
  return rows.flatMap(([hex = '', , length = '', , , device = '']) => {
    const address = address6(hex)
    const prefix = Number.parseInt(length, 16)
    return address !== undefined && device !== '' && prefix <= 128 ? [{ device, address, prefix }] : []
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * `/proc/net/ipv6_route`: destination, its prefix length, source, its length, next hop, metric, references, uses, flags
 * (all hex), interface. Next hops of the default routes, that of the lowest metric first.
 */
export function parseIpv6Route(text: string): string[] {
  const found: { readonly hop: string; readonly cost: number }[] = []
  for (const line of text.split('\n', 20_000)) {
    const [destination, length, , , via = '', metric = '', , , flags = '', device] = line.trim().split(/\s+/, 10)
    const gateway = (Number.parseInt(flags, 16) & 2) !== 0
    if (!gateway || length !== '00' || !/^0{32}$/.test(destination ?? '') || device === 'lo') continue
    const hop = address6(via)
    if (hop !== undefined && hop !== '::') found.push({ hop, cost: Number.parseInt(metric, 16) })
  }
  return [...new Set(found.sort((a, b) => a.cost - b.cost).map(({ hop }) => hop))]
}
