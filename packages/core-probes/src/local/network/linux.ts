import { defineProbe } from '../probe.ts'
import { gatewaysOf } from './addresses.ts'
import { leaseFolders, nmcliLeases } from './dhcp.ts'
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
    ...leaseFolders.map((dir) => ({ dir, ...(dir === '/var/lib/NetworkManager' && { root: true }) })),
    { command: nmcliLeases },
    { dir: '/sys/class/scsi_host' },
    { command: ['ethtool', '-P', 'IF'] },
    { command: ['iw', 'dev', 'IF', 'link'] },
    { command: ['iw', 'dev', 'IF', 'info'] },
    { command: ['iwconfig', 'IF'] },
    { command: ['nmcli', '-g', 'DEVICE,ACTIVE,RATE', 'dev', 'wifi', 'list'] },
    { command: ['nmcli', '-g', 'DEVICE,ACTIVE,SSID,BSSID,MODE', 'dev', 'wifi', 'list'] },
    { command: ['ip', 'addr', 'show'] },
    { command: ['ifconfig', '-a'] },
    { command: ['ip', '-o', 'route', 'list', 'default'] },
    { command: ['netstat', '-nr'] },
    { command: ['systool', '-c', 'fc_host', '-v'] },
  ],
  yields: ['NETWORKS', 'HARDWARE'],
  async run(host) {
    const { from, gateways } = await gatewaysOf(host)
    const [best] = gateways
    const NETWORKS = await readNative(host, gateways)
    const networks = NETWORKS
      ? [{ from: '/sys/class/net', content: { NETWORKS } }]
      : await (await import('./by-commands.ts')).readByCommands(host, gateways)
    return best === undefined ? networks : [{ from, content: { HARDWARE: { DEFAULTGATEWAY: best } } }, ...networks]
  },
})
