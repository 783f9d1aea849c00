import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'
import { type Address, prefixOf } from './link.ts'
import { parseIfInet6, parseIpv6Route } from './parse-inet6.ts'
import {
  defaultGateways,
  netstatGateways,
  onLink,
  parseFibTrie,
  parseIpRoute,
  parseNetstat,
  parseProcRoute,
  type Route,
} from './parse-route.ts'

/** Addresses by interface. */
export interface Addresses {
  readonly ipv4: ReadonlyMap<string, readonly Address[]>
  readonly ipv6: ReadonlyMap<string, readonly Address[]>
}

const bigEndian = /^(s390|ppc$|ppc64$|sparc|mips$|mips64$|m68k|parisc)/

const routes = once(async (host): Promise<readonly Route[] | undefined> => {
  const text = ifOk(await host.files.text('/proc/net/route'))
  return text === undefined ? undefined : parseProcRoute(text, bigEndian.test(host.facts.machine ?? ''))
})

/**
 * IPv4 as the system's getifaddrs gives it, which names only interfaces with a carrier. Addresses of the others stand in
 * the kernel's table of local addresses, read only where such an interface has a network or is down (`idle`). Whose they
 * are the routes tell; where these do not, or there is no getifaddrs, `ip` is asked. IPv6 from /proc.
 */
export async function readAddresses(host: Host, idle: boolean): Promise<Addresses> {
  const found = ifOk(await host.facts.interfaces())
  const ipv4 = new Map<string, Address[]>()
  const ipv6 = new Map<string, Address[]>()
  const add = (map: Map<string, Address[]>, name: string, address: Address): void => {
    map.set(name, [...(map.get(name) ?? []), address])
  }
  for (const [label, list] of Object.entries(found ?? {}))
    for (const { family, address, netmask } of list)
      if (family === 'IPv4') add(ipv4, label.split(':')[0] ?? label, { address, prefix: prefixOf(netmask), label })
  const inet6 = ifOk(await host.files.text('/proc/net/if_inet6'))
  for (const { device, ...address } of parseIfInet6(inet6 ?? '')) add(ipv6, device, address)

  let unplaced = found === undefined
  const connected = (await routes(host))?.filter((route) => route.gateway === undefined) ?? []
  if (idle || connected.some((route) => route.prefix > 0 && !ipv4.has(route.device))) {
    const known = new Set([...ipv4.values()].flat().map(({ address }) => address))
    for (const address of parseFibTrie(ifOk(await host.files.text('/proc/net/fib_trie')) ?? '')) {
      if (known.has(address)) continue
      const route = onLink(address, connected)
      if (route) add(ipv4, route.device, { address, prefix: route.prefix })
      else unplaced = true
    }
  }
  if (unplaced) {
    const { readLinks } = await import('./by-commands.ts')
    const { links } = await readLinks(host)
    for (const { name, ipv4: all } of links) if (!ipv4.has(name) && all.length > 0) ipv4.set(name, [...all])
  }
  return { ipv4, ipv6 }
}

/** Default gateways, the best first, and the source that told them; IPv6 only where there is no IPv4. */
export const gatewaysOf = once(
  async (host): Promise<{ readonly from: string; readonly gateways: readonly string[] }> => {
    const table = await routes(host)
    const run = async (...argv: [string, ...string[]]): Promise<string> =>
      ifOk(await host.commands.run(argv))?.stdout ?? ''
    const sources: readonly (readonly [string, () => Promise<readonly string[]>])[] = table
      ? [
          ['/proc/net/route', async () => defaultGateways(table)],
          [
            '/proc/net/ipv6_route',
            async () => parseIpv6Route(ifOk(await host.files.text('/proc/net/ipv6_route')) ?? ''),
          ],
        ]
      : [
          ['ip route', async () => parseIpRoute(await run('ip', '-o', 'route', 'list', 'default'))],
          ['netstat', async () => netstatGateways(parseNetstat(await run('netstat', '-nr')))],
        ]
    for (const [from, read] of sources) {
      const gateways = await read()
      if (gateways.length > 0) return { from, gateways }
    }
    return { from: '', gateways: [] }
  },
)
