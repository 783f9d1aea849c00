import { ipv4Mask, isIpv4 } from '@fusioninventory/protocol'
import { prefixOf } from './link.ts'

/** A route of IPv4: destination and gateway dotted; `gateway` undefined where the network is on the link. */
export interface Route {
  readonly device: string
  readonly destination: string
  readonly prefix: number
  readonly gateway: string | undefined
  readonly metric: number
}

/** Long routing tables are read up to here; the default route stands first in /proc/net/route. */
const most = 20_000

/** `/proc/net/route` (proc(5)): addresses in hex in the byte order of the machine, which is little-endian here. */
export function parseProcRoute(text: string, bigEndian = false): Route[] {
  const routes: Route[] = []
  for (const line of text.split('\n', most)) {
    const [device = '', destination, gateway, flags, , , metric, mask] = line.trim().split(/\s+/, 8)
    const target = dotted(destination, bigEndian)
    const prefix = prefixOf(dotted(mask, bigEndian) ?? '')
    if (target === undefined || prefix === undefined || !/^[0-9A-F]{4}$/i.test(flags ?? '')) continue
    const bits = Number.parseInt(flags ?? '', 16)
    // RTF_UP 1, RTF_GATEWAY 2.
    if ((bits & 1) === 0) continue
    const via = bits & 2 ? dotted(gateway, bigEndian) : undefined
    routes.push({ device, destination: target, prefix, gateway: via, metric: Number(metric) || 0 })
  }
  return routes
}

/** An IPv4 address or mask of eight hex digits, also after `0x`, in dotted form. */
export function dotted(text: string | undefined, bigEndian: boolean): string | undefined {
  const hex = /^(?:0x)?([0-9A-F]{8})$/i.exec(text ?? '')?.[1]
  if (hex === undefined) return undefined
  const bytes = [0, 2, 4, 6].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return (bigEndian ? bytes : bytes.reverse()).join('.')
}

/** Next hops of the default routes, that of the lowest metric first. A route without a gateway names no hop. */
export function defaultGateways(
  routes: readonly Pick<Route, 'destination' | 'prefix' | 'gateway' | 'metric'>[],
): string[] {
  const found = routes.filter(({ destination, prefix }) => destination === '0.0.0.0' && prefix === 0)
  const hops = found.sort((a, b) => a.metric - b.metric).flatMap(({ gateway }) => gateway ?? [])
  return [...new Set(hops)]
}

/** `ip -o route list default`: `default via A dev eth0 ... metric N`; no metric is 0, the best. */
export function parseIpRoute(text: string): string[] {
  return defaultGateways(
    text.split('\n', most).flatMap((line) => {
      const gateway = /^default (?:.*?\s)?via (\S+)/.exec(line.slice(0, 500))?.[1]
      const metric = / metric (\d{1,10})\b/.exec(line)?.[1]
      return gateway === undefined ? [] : [{ destination: '0.0.0.0', prefix: 0, gateway, metric: Number(metric ?? 0) }]
    }),
  )
}

/** `netstat -nr` of any Unix: gateway by destination, the first of equal destinations; only rows that name a gateway. */
export function parseNetstat(text: string): Map<string, string> {
  const gateways = new Map<string, string>()
  for (const line of text.split('\n', most)) {
    const [destination = '', gateway = ''] = line.trim().split(/\s+/, 2)
    const route = /^(default|(\d{1,3}\.){3}\d{1,3}|\d{1,3}(\.\d{1,3}){0,3}\/\d{1,2})$/.test(destination)
    const hop = isIpv4(gateway) || /^link#\d+$/.test(gateway) || /^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/i.test(gateway)
    if (route && hop && !gateways.has(destination)) gateways.set(destination, gateway)
  }
  return gateways
}

/** The default gateway in such a table, if there is one. */
export const netstatGateways = (gateways: ReadonlyMap<string, string>): string[] =>
  [gateways.get('default'), gateways.get('0.0.0.0')]
    .filter((hop): hop is string => hop !== undefined && isIpv4(hop) && hop !== '0.0.0.0')
    .slice(0, 1)

/** Addresses that `/proc/net/fib_trie` calls local to this machine (`/32 host LOCAL`), each once, in its order. */
export function parseFibTrie(text: string): string[] {
  const local = new Set<string>()
  let leaf = ''
  for (const line of text.split('\n', 10 * most)) {
    const at = line.indexOf('|-- ')
    if (at >= 0) leaf = line.slice(at + 4).trim()
    else if (line.endsWith('/32 host LOCAL') && isIpv4(leaf)) local.add(leaf)
  }
  return [...local]
}

/** The network on the link that an address lies in, the narrowest one: it names interface and prefix length. */
export function onLink(address: string, routes: readonly Route[]): Route | undefined {
  let best: Route | undefined
  for (const route of routes) {
    const inside =
      route.gateway === undefined && route.prefix > 0 && network(address, route.prefix) === route.destination
    if (inside && !(best && best.prefix >= route.prefix)) best = route
  }
  return best
}

function network(address: string, prefix: number): string {
  const mask = (ipv4Mask(prefix) ?? '').split('.')
  return address
    .split('.')
    .map((part, at) => Number(part) & Number(mask[at]))
    .join('.')
}
