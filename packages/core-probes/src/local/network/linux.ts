import { defineProbe } from '../probe.ts'
import { gatewayOf } from './addresses.ts'
import { readByCommands } from './by-commands.ts'
import { readNative } from './native.ts'

/** What is read of every interface. */
const attributes = ['flags', 'address', 'mtu', 'type', 'uevent', 'speed', 'device/uevent'] as const

export const linuxNetwork = defineProbe({
  name: 'linux/network',
  category: 'network',
  platforms: ['linux'],
  reads: [
    { dir: '/sys/class/net' },
    { dir: '/sys/class/net/*' },
    ...attributes.map((name) => ({ file: `/sys/class/net/*/${name}` })),
    { dir: '/sys/bus/pci/devices' },
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
    { dir: '/var/lib/dhcp3' },
    { file: '/var/db' },
    { file: '/var/db/*.lease' },
    { file: '/var/db/*.leases' },
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
    const [NETWORKS, route] = await Promise.all([readNative(host), gatewayOf(host)])
    const networks = NETWORKS
      ? [{ from: '/sys/class/net', content: { NETWORKS } }]
      : await readByCommands(host, route?.gateway)
    return route
      ? [{ from: route.from, content: { HARDWARE: { DEFAULTGATEWAY: route.gateway } } }, ...networks]
      : networks
  },
})
