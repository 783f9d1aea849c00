import type { Host } from '../../host/port.ts'
import { traced } from '../probe.ts'
import { readAddresses } from './addresses.ts'
import { dhcpServers } from './dhcp.ts'
import { readFibreChannel } from './fibre-channel.ts'
import { addresses, type Network, shared } from './link.ts'
import { readDevices } from './sysfs.ts'

/** Entries of a machine as sysfs and /proc show it; undefined where there is no sysfs. */
export async function readNative(host: Host, gateways: readonly string[]): Promise<Network[] | undefined> {
  const devices = await readDevices(host)
  if (!devices) return undefined
  const idle = devices.some((device) => device.idle)
  // At the same time: of a remote machine that is one question instead of three.
  const [{ ipv4, ipv6 }, dhcp, channels] = await Promise.all([
    readAddresses(host, idle),
    dhcpServers(host),
    readFibreChannel(host),
  ])
  const entries: Network[] = []
  for (const { link, index, fields, wireless: radio } of devices) {
    const { name, up } = link
    const radios = radio && up ? await (await import('./wireless.ts')).readWireless(host, name) : []
    const own = { ...link, ipv4: ipv4.get(name) ?? [], ipv6: ipv6.get(name) ?? [] }
    const server = own.ipv4.length > 0 ? await dhcp(name, index) : undefined
    for (const row of addresses(own, gateways)) {
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
