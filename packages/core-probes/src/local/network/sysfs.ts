import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { type Link, macIn, type Network, type Shared } from './link.ts'
import { parseBonding } from './parse-dhcp.ts'

/** An interface of /sys/class/net, still without addresses. */
export interface Device {
  readonly link: Link
  readonly index: number
  readonly fields: Shared
  readonly wireless: boolean
  /** Down and on its own: it may have addresses all the same. */
  readonly idle: boolean
}

const netClass = '/sys/class/net'
const root = netClass
const pciDevices = '/sys/bus/pci/devices'

/** All network interfaces, by interface number; undefined where sysfs is not there. */
export async function readDevices(host: Host): Promise<readonly Device[] | undefined> {
  const names = ifOk(await host.files.list(root))
  if (!names) return undefined
  // `bonding_masters` is a file among the interfaces.
  const devices = await Promise.all(names.filter(({ type }) => type !== 'f').map(({ name }) => readDevice(host, name)))
  return devices.sort((a, b) => a.index - b.index)
}

async function readDevice(host: Host, name: string): Promise<Device> {
  const dir = `${root}/${name}`
  const line = async (file: string): Promise<string | undefined> =>
    ifOk(await host.files.text(`${dir}/${file}`))?.trim()
  const entries = new Set((ifOk(await host.files.list(dir)) ?? []).map((entry) => entry.name))
  const [flags, address, mtu, arp, uevent] = await Promise.all(
    ['flags', 'address', 'mtu', 'type', 'uevent'].map((file) => line(file)),
  )
  const own = keyValues(uevent)
  const bits = Number(flags) || 0
  const up = (bits & 1) === 1
  const lower = [...entries].filter((entry) => entry.startsWith('lower_')).map((entry) => entry.slice(6))
  const kind = kindOf(name, entries, { arp: Number(arp), flags: bits, type: own.get('DEVTYPE'), lower: lower.length })
  const together = kind === 'bridge' || kind === 'aggregate'
  const hardware = entries.has('device') ? await readHardware(host, dir) : undefined
  const mac = macIn(entries.has('bonding_slave') ? await permanentMac(host, name) : undefined) ?? macIn(address)
  const link: Link = { name, up, mac, mtu: positive(mtu), type: kind, ipv4: [], ipv6: [] }
  const fields: Shared = {
    VIRTUALDEV: hardware ? 0 : 1,
    SPEED: up ? positive(await line('speed'))?.toString() : '0',
    SLAVES: together && lower.length > 0 ? lower.join(',') : undefined,
    BASE: !together && lower.length === 1 ? lower[0] : undefined,
    ...hardware,
  }
  const wireless = kind === 'wifi'
  const index = positive(own.get('IFINDEX') ?? (await line('ifindex'))) ?? 0
  const idle = !up && !entries.has('master') && !tunnels.has(Number(arp))
  return { link, index, fields, wireless, idle }
}

/** Numbers that are unknown read as -1, or as that without a sign. */
const positive = (text: string | undefined): number | undefined => {
  const number = Number(text)
  return number > 0 && number < 0xffff_ffff ? number : undefined
}

const keyValues = (text: string | undefined): Map<string, string> =>
  new Map((text ?? '').split('\n').map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]))

/** Driver and place of the device behind an interface; undefined for one that the kernel makes up. */
async function readHardware(host: Host, dir: string): Promise<Shared | undefined> {
  const place = ifOk(await host.files.link(dir)) ?? ''
  if (place.includes('/devices/virtual/net/')) return undefined
  const own = keyValues(ifOk(await host.files.text(`${dir}/device/uevent`)))
  const carrier = own.has('PCI_SLOT_NAME') ? undefined : carrierOf(place)
  const pci = carrier ? keyValues(ifOk(await host.files.text(`${pciDevices}/${carrier}/uevent`))) : own
  const [id, subsystem] = [pci.get('PCI_ID'), pci.get('PCI_SUBSYS_ID')]
  const PCIID = id !== undefined && subsystem !== undefined ? `${id}:${subsystem}` : id
  return { DRIVER: own.get('DRIVER'), PCISLOT: pci.get('PCI_SLOT_NAME'), PCIID }
}

/** A device of a bus inside a PCI device, as virtio's are: `.../0000:00:03.0/virtio0/net/eth0`. What USB carries lies deeper. */
const carrierOf = (place: string): string | undefined =>
  /\/([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\/[^/]+\/net\/[^/]+$/.exec(place)?.[1]

/** A slave shows its bond's address; its own stands in /proc/net/bonding, else `ethtool -P` asks the card. */
async function permanentMac(host: Host, name: string): Promise<string | undefined> {
  const bond = ifOk(await host.files.link(`${root}/${name}/master`))
    ?.split('/')
    .at(-1)
  const told = bond && parseBonding(ifOk(await host.files.text(`/proc/net/bonding/${bond}`)) ?? '').get(name)
  if (told) return told
  const printed = ifOk(await host.commands.run(['ethtool', '-P', name]))?.stdout ?? ''
  return /^Permanent address: (?!00:00:00:00:00:00)(\S{17,59})$/m.exec(printed)?.[1]
}

/** Numbers of if_arp.h: tunnels of IP in IP (4 and 6), SIT, GRE (4 and 6). */
const tunnels: ReadonlySet<number> = new Set([768, 769, 776, 778, 823])

interface Signs {
  /** Number of if_arp.h. */
  readonly arp: number
  /** Flags of if.h: 0x10 is a point-to-point link (tun, WireGuard, PPP). */
  readonly flags: number
  /** What the kernel's driver calls it. */
  readonly type: string | undefined
  /** How many interfaces it is made of. */
  readonly lower: number
}

function kindOf(name: string, entries: ReadonlySet<string>, { arp, flags, type, lower }: Signs): Network['TYPE'] {
  if (arp === 772 || name === 'lo') return 'loopback'
  if (entries.has('wireless') || entries.has('phy80211')) return 'wifi'
  if (arp === 32 || entries.has('mode')) return 'infiniband'
  if (type === 'bluetooth') return 'bluetooth'
  if (entries.has('brif') || type === 'bridge' || name === 'ovs-system') return 'bridge'
  // The team driver gives no name of its own; what is made of several cards is one of its.
  if (entries.has('bonding') || type === 'bond' || (type === undefined && lower > 1)) return 'aggregate'
  if (arp === 512 || arp === 65534 || tunnels.has(arp) || (flags & 0x10) !== 0) return 'dialup'
  return arp === 1 ? 'ethernet' : undefined
}
