import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'
import { type Address, prefixOf } from './link.ts'
import { parseIfInet6, parseIpv6Route } from './parse-inet6.ts'
import {
  defaultGateway,
  netstatGateway,
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
 * IPv4 as the system's getifaddrs gives it, which names only interfaces with a carrier; those without one are told by
 * the kernel's table of local addresses, read only where such an interface has a network. IPv6 from /proc.
 */
export async function readAddresses(host: Host): Promise<Addresses> {
  const found = ifOk(await host.facts.interfaces()) ?? {}
  const ipv4 = new Map<string, Address[]>()
  const ipv6 = new Map<string, Address[]>()
  const add = (map: Map<string, Address[]>, name: string, address: Address): void => {
    map.set(name, [...(map.get(name) ?? []), address])
  }
  for (const [label, list] of Object.entries(found))
    for (const { family, address, netmask } of list)
      if (family === 'IPv4') add(ipv4, label.split(':')[0] ?? label, { address, prefix: prefixOf(netmask), label })
  const inet6 = ifOk(await host.files.text('/proc/net/if_inet6'))
  for (const { device, ...address } of parseIfInet6(inet6 ?? '')) add(ipv6, device, address)

  const connected = (await routes(host))?.filter((route) => route.gateway === undefined) ?? []
  if (connected.some((route) => route.prefix > 0 && !ipv4.has(route.device))) {
    const known = new Set([...ipv4.values()].flat().map(({ address }) => address))
    for (const address of parseFibTrie(ifOk(await host.files.text('/proc/net/fib_trie')) ?? '')) {
      const route = known.has(address) ? undefined : onLink(address, connected)
      if (route) add(ipv4, route.device, { address, prefix: route.prefix })
    }
  }
  return { ipv4, ipv6 }
}

/** The default gateway and the source that told it; IPv6 only where there is no IPv4. */
export const gatewayOf = once(
  async (host): Promise<{ readonly from: string; readonly gateway: string } | undefined> => {
    const table = await routes(host)
    const run = async (...argv: [string, ...string[]]): Promise<string | undefined> =>
      ifOk(await host.commands.run(argv))?.stdout
    const sources: readonly (readonly [string, () => Promise<string | undefined>])[] = table
      ? [
          ['/proc/net/route', async () => defaultGateway(table)],
          [
            '/proc/net/ipv6_route',
            async () => parseIpv6Route(ifOk(await host.files.text('/proc/net/ipv6_route')) ?? ''),
          ],
        ]
      : [
          ['ip route', async () => parseIpRoute((await run('ip', '-o', 'route', 'list', 'default')) ?? '')],
          ['netstat', async () => netstatGateway(parseNetstat((await run('netstat', '-nr')) ?? ''))],
        ]
    for (const [from, read] of sources) {
      const gateway = await read()
      if (gateway !== undefined) return { from, gateway }
    }
    return undefined
  },
)
