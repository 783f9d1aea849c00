import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import { traced } from '../probe.ts'
import { gatewayOf, readAddresses } from './addresses.ts'
import { dhcpServers } from './dhcp.ts'
import { readFibreChannel } from './fibre-channel.ts'
import { addresses, type Network, shared } from './link.ts'
import { parseIwconfig, parseIwLink } from './parse-wireless.ts'
import { netClass, readDevices } from './sysfs.ts'

const output = async (host: Host, argv: Argv): Promise<string> => ifOk(await host.commands.run(argv))?.stdout ?? ''

/** Name and access point of a wireless network are told by no file. */
async function wireless(host: Host, name: string): Promise<readonly (readonly [string, Network])[]> {
  return [
    ['iw', parseIwLink(await output(host, ['iw', 'dev', name, 'link']))],
    ['iwconfig', parseIwconfig(await output(host, ['iwconfig', name]))],
  ]
}

/** Entries of a machine as sysfs and /proc show it; undefined where there is no sysfs. */
export async function readNative(host: Host): Promise<Network[] | undefined> {
  if ((await host.files.list(netClass)).state !== 'ok') return undefined
  // At the same time: of a remote machine that is one question instead of five.
  const [devices, { ipv4, ipv6 }, dhcp, route, channels] = await Promise.all([
    readDevices(host),
    readAddresses(host),
    dhcpServers(host),
    gatewayOf(host),
    readFibreChannel(host),
  ])
  const entries: Network[] = []
  for (const { link, index, fields, wireless: radio } of devices ?? []) {
    const { name, up } = link
    const radios = radio && up ? await wireless(host, name) : []
    const own = { ...link, ipv4: ipv4.get(name) ?? [], ipv6: ipv6.get(name) ?? [] }
    const server = own.ipv4.length > 0 ? await dhcp(name, index) : undefined
    for (const row of addresses(own, route?.gateway)) {
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
  return [...entries, ...channels]
}
