import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, type Patch, traced } from '../probe.ts'
import { gatewayOf, readAddresses } from './addresses.ts'
import { dhcpServers } from './dhcp.ts'
import { parseSystool, readFibreChannel } from './fibre-channel.ts'
import { addresses, type Link, type Network, shared } from './link.ts'
import { parseIfconfig } from './parse-ifconfig.ts'
import { parseIpAddr } from './parse-ip-addr.ts'
import { parseIwconfig, parseIwLink } from './parse-wireless.ts'
import { readDevices } from './sysfs.ts'

const output = async (host: Host, argv: Argv): Promise<string> => ifOk(await host.commands.run(argv))?.stdout ?? ''

/** Name and access point of a wireless network are told by no file. */
async function wireless(host: Host, name: string): Promise<readonly (readonly [string, Network])[]> {
  return [
    ['iw', parseIwLink(await output(host, ['iw', 'dev', name, 'link']))],
    ['iwconfig', parseIwconfig(await output(host, ['iwconfig', name]))],
  ]
}

async function native(host: Host, gateway: string | undefined): Promise<Network[] | undefined> {
  const devices = await readDevices(host)
  if (!devices) return undefined
  const [{ ipv4, ipv6 }, dhcp] = [await readAddresses(host), await dhcpServers(host)]
  const entries: Network[] = []
  for (const { link, index, fields, wireless: radio } of devices) {
    const { name, up } = link
    const radios = radio && up ? await wireless(host, name) : []
    const own = { ...link, ipv4: ipv4.get(name) ?? [], ipv6: ipv6.get(name) ?? [] }
    const server = own.ipv4.length > 0 ? await dhcp(name, index) : undefined
    for (const row of addresses(own, gateway)) {
      const source = row.IPADDRESS6 === undefined ? 'network interfaces' : '/proc/net/if_inet6'
      const lease: Network = row.IPADDRESS === undefined ? {} : { IPDHCP: server }
      entries.push(
        traced(
          [source, row],
          [`/sys/class/net/${name}`, { ...shared(link), ...fields }],
          ['DHCP lease', lease],
          ...radios,
        ),
      )
    }
  }
  return [...entries, ...(await readFibreChannel(host))]
}

/** For machines whose sysfs is not there. */
async function byCommands(host: Host, gateway: string | undefined): Promise<readonly Patch[]> {
  const ip = parseIpAddr(await output(host, ['ip', 'addr', 'show']))
  const links: readonly Link[] = ip.length > 0 ? ip : parseIfconfig(await output(host, ['ifconfig', '-a']))
  const NETWORKS = links.flatMap((link) => addresses(link, gateway).map((row) => ({ ...shared(link), ...row })))
  const fibres = parseSystool(await output(host, ['systool', '-c', 'fc_host', '-v']))
  return [
    { from: ip.length > 0 ? 'ip addr' : 'ifconfig', content: { NETWORKS } },
    { from: 'systool', content: { NETWORKS: fibres } },
  ]
}

export const linuxNetwork = defineProbe({
  name: 'linux/network',
  category: 'network',
  platforms: ['linux'],
  reads: [
    { dir: '/sys/class/net' },
    { dir: '/sys/class/fc_host' },
    { fact: 'interfaces' },
    { file: '/proc/net/route' },
    { file: '/proc/net/ipv6_route' },
    { file: '/proc/net/if_inet6' },
    { file: '/proc/net/fib_trie' },
    { dir: '/proc/net/bonding' },
    { dir: '/run/systemd/netif/leases' },
    { dir: '/var/lib/dhcp' },
    { dir: '/var/lib/dhclient' },
    { dir: '/var/lib/NetworkManager', root: true },
    { command: ['iw', 'dev', 'IF', 'link'] },
    { command: ['iwconfig', 'IF'] },
    { command: ['ip', 'addr', 'show'] },
    { command: ['ifconfig', '-a'] },
    { command: ['ip', '-o', 'route', 'list', 'default'] },
    { command: ['netstat', '-nr'] },
    { command: ['systool', '-c', 'fc_host', '-v'] },
  ],
  yields: ['NETWORKS', 'HARDWARE'],
  async run(host) {
    const route = await gatewayOf(host)
    const NETWORKS = await native(host, route?.gateway)
    const networks = NETWORKS
      ? [{ from: '/sys/class/net', content: { NETWORKS } }]
      : await byCommands(host, route?.gateway)
    return route
      ? [{ from: route.from, content: { HARDWARE: { DEFAULTGATEWAY: route.gateway } } }, ...networks]
      : networks
  },
})
