import type { CaptureParts } from '../builders/capture.ts'
import { linesIn } from './parts.ts'

export interface InterfacePart {
  readonly name: string
  readonly index: number
  readonly mac?: string
  readonly mtu?: number
  readonly up?: boolean
  /** Mb/s. */
  readonly speed?: number
  /** Number of if_arp.h; 1 is Ethernet. */
  readonly type?: number
  /** IPv4 with its prefix, and IPv6 with its prefix and scope (20 is link-local). */
  readonly ipv4?: readonly [address: string, netmask: string, cidr: string]
  readonly ipv6?: readonly [address: string, prefix: number, scope: '00' | '10' | '20']
  readonly pci?: { readonly slot: string; readonly id: string; readonly subsystem: string }
  readonly driver?: string
  /** Directory below /sys/devices; default: below virtual/net. */
  readonly place?: string
  /** DEVTYPE of the uevent: `bond`, `bridge`, `wlan`. */
  readonly kind?: string
  readonly master?: string
  readonly lower?: readonly string[]
}

/** /sys/class/net, the addresses, and the default route through the first interface with a gateway. */
export function network(
  interfaces: readonly InterfacePart[],
  route?: { readonly device: string; readonly gateway: string },
): CaptureParts {
  const files: Record<string, string> = {}
  const links: Record<string, string> = {}
  for (const one of interfaces) {
    const place = `/sys/devices/${one.place ?? 'virtual/net'}/${one.name}`
    links[`/sys/class/net/${one.name}`] = `../..${place.slice(4)}`
    Object.assign(files, sysfs(one, place))
    if (one.pci) {
      const device = place.slice(0, place.lastIndexOf('/net/'))
      links[`${place}/device`] = `../../../${one.pci.slot}`
      const kind = one.kind === 'wlan' ? '28000' : '20000'
      files[`${device}/uevent`] =
        `DRIVER=${one.driver}\nPCI_CLASS=${kind}\nPCI_ID=${one.pci.id}\nPCI_SUBSYS_ID=${one.pci.subsystem}\nPCI_SLOT_NAME=${one.pci.slot}\n`
    } else if (one.driver && one.place) {
      const device = place.slice(0, place.lastIndexOf('/net/'))
      links[`${place}/device`] = `../../../${device.slice(device.lastIndexOf('/') + 1)}`
      files[`${device}/uevent`] = `DRIVER=${one.driver}\n`
    }
    if (one.master) links[`${place}/master`] = `../${one.master}`
  }
  files['/proc/net/route'] = routes(interfaces, route)
  files['/proc/net/if_inet6'] = interfaces.map(inet6).join('')
  return { files, links, interfaces: facts(interfaces) }
}

function sysfs(one: InterfacePart, place: string): Record<string, string> {
  const flags = one.type === 772 ? 0x9 : 0x1002
  const devtype = one.kind ? `DEVTYPE=${one.kind}\n` : ''
  return {
    ...linesIn(place, {
      address: one.mac ?? '00:00:00:00:00:00',
      mtu: one.mtu ?? 1500,
      flags: `0x${(flags | (one.up === false ? 0 : 1)).toString(16)}`,
      type: one.type ?? 1,
      ifindex: one.index,
      operstate: one.up === false ? 'down' : 'up',
      ...(one.speed !== undefined && { speed: one.speed }),
    }),
    [`${place}/uevent`]: `${devtype}INTERFACE=${one.name}\nIFINDEX=${one.index}\n`,
    ...(one.kind === 'wlan' && { [`${place}/wireless/link`]: '60\n' }),
    ...(one.kind === 'bond' && { [`${place}/bonding/mode`]: 'active-backup 1\n' }),
    ...(one.master && { [`${place}/bonding_slave/state`]: 'active\n' }),
    ...Object.fromEntries((one.lower ?? []).map((lower) => [`${place}/lower_${lower}/ifindex`, '2\n'])),
  }
}

/** An address as the kernel prints it in /proc/net/route: the bytes in memory, read as a little-endian word. */
const word = (address: string): string =>
  Buffer.from(address.split('.').map(Number)).reverse().toString('hex').toUpperCase()

function routes(
  interfaces: readonly InterfacePart[],
  route: { readonly device: string; readonly gateway: string } | undefined,
): string {
  const line = (device: string, to: string, via: string, flags: string, mask: string): string =>
    `${[device, to, via, flags, 0, 0, 100, mask, 0, 0, 0].join('\t')}\n`
  const none = word('0.0.0.0')
  const connected = interfaces.flatMap(({ name, ipv4, type }) => {
    if (!ipv4 || type === 772) return []
    const [address, netmask] = ipv4
    const masks = netmask.split('.').map(Number)
    const subnet = address
      .split('.')
      .map((part, at) => Number(part) & (masks[at] ?? 0))
      .join('.')
    return [line(name, word(subnet), none, '0001', word(netmask))]
  })
  const way = route ? line(route.device, none, word(route.gateway), '0003', none) : ''
  return `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n${way}${connected.join('')}`
}

/** A line of /proc/net/if_inet6: address, index, prefix, scope, flags, name; numbers in hex. */
function inet6({ name, index, ipv6 }: InterfacePart): string {
  if (!ipv6) return ''
  const [address, prefix, scope] = ipv6
  const hex = (value: number): string => value.toString(16).padStart(2, '0')
  return `${groups(address)} ${hex(index)} ${hex(prefix)} ${scope} 80 ${name.padStart(8)}\n`
}

function groups(address: string): string {
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const middle = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...middle, ...right].map((part) => part.padStart(4, '0')).join('')
}

/** As `os.networkInterfaces()` gives them. */
function facts(interfaces: readonly InterfacePart[]): Record<string, unknown> {
  return Object.fromEntries(
    interfaces
      .filter((one) => one.ipv4 || one.ipv6)
      .map((one) => {
        const shared = { mac: one.mac ?? '00:00:00:00:00:00', internal: one.type === 772 }
        const [address, netmask, cidr] = one.ipv4 ?? []
        const four = one.ipv4 ? [{ address, netmask, family: 'IPv4', ...shared, cidr }] : []
        const [long, prefix, scope] = one.ipv6 ?? []
        const six = one.ipv6
          ? [
              {
                address: long,
                netmask: prefix === 128 ? 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' : 'ffff:ffff:ffff:ffff::',
                family: 'IPv6',
                ...shared,
                cidr: `${long}/${prefix}`,
                scopeid: scope === '20' ? one.index : 0,
              },
            ]
          : []
        return [one.name, [...four, ...six]]
      }),
  )
}

/** The loopback interface that every machine has. */
export const loopback: InterfacePart = {
  name: 'lo',
  index: 1,
  mtu: 65_536,
  type: 772,
  ipv4: ['127.0.0.1', '255.0.0.0', '127.0.0.1/8'],
  ipv6: ['::1', 128, '10'],
}
