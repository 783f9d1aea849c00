import {
  address,
  counter,
  counter64,
  gauge,
  type Instances,
  int,
  macOctets,
  octets,
  oid,
  portList,
  rows,
  text,
  ticks,
} from './snmprec.ts'

const mib2 = '1.3.6.1.2.1'
const lldpMib = '1.0.8802.1.1.2.1'

export interface SystemGroup {
  readonly description: string
  readonly objectId: string
  /** Hundredths of a second. */
  readonly uptime: number
  readonly name: string
  readonly contact?: string
  readonly location?: string
}

/** SNMPv2-MIB, the system group (RFC 3418). */
export const systemGroup = (of: SystemGroup): Instances => ({
  [`${mib2}.1.1.0`]: text(of.description),
  [`${mib2}.1.2.0`]: oid(of.objectId),
  [`${mib2}.1.3.0`]: ticks(of.uptime),
  [`${mib2}.1.4.0`]: text(of.contact ?? ''),
  [`${mib2}.1.5.0`]: text(of.name),
  [`${mib2}.1.6.0`]: text(of.location ?? ''),
  [`${mib2}.1.7.0`]: int(78),
})

export interface Interface {
  readonly index: number
  readonly description: string
  readonly name?: string
  readonly alias?: string
  /** IANA ifType; 6 is Ethernet. */
  readonly type?: number
  readonly mtu?: number
  /** Mb/s. */
  readonly speed?: number
  readonly mac?: string
  readonly up?: boolean
  /** Switched off by the administrator. */
  readonly off?: boolean
  readonly changed?: number
  readonly received?: number
  readonly sent?: number
  readonly errors?: number
  /** dot3StatsDuplexStatus: 2 half, 3 full. */
  readonly duplex?: number
}

/** IF-MIB (RFC 2863), and the duplex mode of EtherLike-MIB (RFC 3635). */
export function interfaces(list: readonly Interface[]): Instances {
  const by = <T>(make: (one: Interface) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(list.map((one) => [one.index, make(one)]))
  return {
    [`${mib2}.2.1.0`]: int(list.length),
    ...rows(
      `${mib2}.2.2.1`,
      by((one) => ({
        1: int(one.index),
        2: text(one.description),
        3: int(one.type ?? 6),
        4: int(one.mtu ?? 1500),
        5: gauge(Math.min((one.speed ?? 0) * 1_000_000, 0xffff_ffff)),
        6: one.mac === undefined ? text('') : macOctets(one.mac),
        7: int(one.off ? 2 : 1),
        8: int(one.up ? 1 : 2),
        9: ticks(one.changed ?? 0),
        10: counter((one.received ?? 0) % 2 ** 32),
        14: counter(one.errors ?? 0),
        16: counter((one.sent ?? 0) % 2 ** 32),
        20: counter(0),
      })),
    ),
    ...rows(
      `${mib2}.31.1.1.1`,
      by((one) => ({
        1: text(one.name ?? one.description),
        6: counter64(one.received ?? 0),
        10: counter64(one.sent ?? 0),
        15: gauge(one.speed ?? 0),
        18: text(one.alias ?? ''),
      })),
    ),
    ...rows(
      `${mib2}.10.7.2.1`,
      by((one) => ({ 19: one.duplex === undefined ? undefined : int(one.duplex) })),
    ),
  }
}

/** ipAddrTable (RFC 1213) for IPv4, ipAddressTable (RFC 4293) for both families. */
export function addresses(
  list: readonly { readonly address: string; readonly interface: number; readonly mask?: string }[],
): Instances {
  const old = list.filter((one) => !one.address.includes(':'))
  const index = (one: string): string => (one.includes(':') ? `2.16.${sixteen(one).join('.')}` : `1.4.${one}`)
  return {
    ...rows(
      `${mib2}.4.20.1`,
      Object.fromEntries(
        old.map((one) => [
          one.address,
          { 1: address(one.address), 2: int(one.interface), 3: address(one.mask ?? '255.255.255.0') },
        ]),
      ),
    ),
    ...rows(
      `${mib2}.4.34.1`,
      Object.fromEntries(list.map((one) => [index(one.address), { 3: int(one.interface), 4: int(1) }])),
    ),
  }
}

/** The bytes of an IPv6 address. */
function sixteen(text: string): readonly number[] {
  const [head = [], tail = []] = text.split('::').map((half) => half.split(':').filter(Boolean))
  const groups = [...head, ...new Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
}

export interface Vlan {
  readonly id: number
  readonly name: string
  /** Bridge ports. */
  readonly tagged: readonly number[]
  readonly untagged: readonly number[]
}

export interface Bridge {
  readonly mac: string
  /** ifIndex of each bridge port, by its number. */
  readonly ports: Readonly<Record<number, number>>
  readonly vlans?: readonly Vlan[]
  /** Hardware addresses that were seen, each on a bridge port of a VLAN. */
  readonly seen?: readonly { readonly vlan: number; readonly mac: string; readonly port: number }[]
}

const decimal = (mac: string): string =>
  mac
    .split(':')
    .map((part) => Number.parseInt(part, 16))
    .join('.')

/** BRIDGE-MIB (RFC 4188) and Q-BRIDGE-MIB (RFC 4363). */
export const bridge = ({ mac, ports, vlans = [], seen = [] }: Bridge): Instances => ({
  [`${mib2}.17.1.1.0`]: macOctets(mac),
  [`${mib2}.17.1.2.0`]: int(Object.keys(ports).length),
  ...rows(
    `${mib2}.17.1.4.1`,
    Object.fromEntries(Object.entries(ports).map(([port, index]) => [port, { 1: int(Number(port)), 2: int(index) }])),
  ),
  ...rows(
    `${mib2}.17.7.1.4.2.1`,
    Object.fromEntries(
      vlans.map(({ id, tagged, untagged }) => [
        `0.${id}`,
        { 3: gauge(id), 4: portList([...tagged, ...untagged]), 5: portList(untagged) },
      ]),
    ),
  ),
  ...rows(
    `${mib2}.17.7.1.4.3.1`,
    Object.fromEntries(
      vlans.map(({ id, name, tagged, untagged }) => [
        id,
        { 1: text(name), 2: portList([...tagged, ...untagged]), 4: portList(untagged), 5: int(1) },
      ]),
    ),
  ),
  ...rows(
    `${mib2}.17.7.1.2.2.1`,
    Object.fromEntries(seen.map((one) => [`${one.vlan}.${decimal(one.mac)}`, { 2: int(one.port), 3: int(3) }])),
  ),
})

export interface Neighbour {
  /** Local port number of LLDP. */
  readonly port: number
  readonly mac: string
  readonly name: string
  readonly description: string
  readonly portId: string
  readonly portDescription?: string
}

/** LLDP-MIB (IEEE 802.1AB): chassis ids are hardware addresses, port ids names of interfaces. */
export const lldp = (local: Readonly<Record<number, string>>, neighbours: readonly Neighbour[]): Instances => ({
  ...rows(
    `${lldpMib}.3.7.1`,
    Object.fromEntries(
      Object.entries(local).map(([port, name]) => [port, { 2: int(5), 3: text(name), 4: text(name) }]),
    ),
  ),
  ...rows(
    `${lldpMib}.4.1.1`,
    Object.fromEntries(
      neighbours.map((one) => [
        `0.${one.port}.1`,
        {
          4: int(4),
          5: macOctets(one.mac),
          6: int(5),
          7: text(one.portId),
          8: text(one.portDescription ?? one.portId),
          9: text(one.name),
          10: text(one.description),
        },
      ]),
    ),
  ),
})

export interface Entity {
  readonly index: number
  readonly in: number
  /** PhysicalClass: 3 chassis, 5 container, 6 power supply, 7 fan, 9 module, 10 port. */
  readonly class: number
  readonly description: string
  readonly name?: string
  readonly hardware?: string
  readonly firmware?: string
  readonly software?: string
  readonly serial?: string
  readonly maker?: string
  readonly model?: string
  readonly replaceable?: boolean
}

/** ENTITY-MIB (RFC 6933). */
export const entities = (list: readonly Entity[]): Instances =>
  rows(
    `${mib2}.47.1.1.1.1`,
    Object.fromEntries(
      list.map((one) => [
        one.index,
        {
          2: text(one.description),
          4: int(one.in),
          5: int(one.class),
          7: text(one.name ?? ''),
          8: text(one.hardware ?? ''),
          9: text(one.firmware ?? ''),
          10: text(one.software ?? ''),
          11: text(one.serial ?? ''),
          12: text(one.maker ?? ''),
          13: text(one.model ?? ''),
          16: int(one.replaceable ? 1 : 2),
        },
      ]),
    ),
  )

export interface Supply {
  /** prtMarkerSuppliesType: 3 toner, 4 waste toner, 9 drum, 15 fuser, 32 staples. */
  readonly type: number
  readonly description: string
  /** Row of the colorant; 0 none. */
  readonly colorant?: number
  readonly capacity: number
  readonly level: number
}

/** Printer-MIB (RFC 3805): the first marker, its supplies, colours and pages. */
export const printerParts = (
  pages: number,
  supplies: readonly Supply[],
  colorants: readonly string[],
  serial: string,
): Instances => ({
  ...rows(`${mib2}.43.5.1.1`, { 1: { 17: text(serial) } }),
  ...rows(`${mib2}.43.10.2.1`, { '1.1': { 3: int(7), 4: counter(pages) } }),
  ...rows(
    `${mib2}.43.11.1.1`,
    Object.fromEntries(
      supplies.map((one, at) => [
        `1.${at + 1}`,
        {
          2: int(1),
          3: int(one.colorant ?? 0),
          4: int(one.type === 4 ? 4 : 3),
          5: int(one.type),
          6: text(one.description),
          7: int(19),
          8: int(one.capacity),
          9: int(one.level),
        },
      ]),
    ),
  ),
  ...rows(
    `${mib2}.43.12.1.1`,
    Object.fromEntries(colorants.map((name, at) => [`1.${at + 1}`, { 2: int(1), 3: int(3), 4: text(name) }])),
  ),
})

/** POWER-ETHERNET-MIB (RFC 3621): one source; a port that is delivering has the class of what it feeds. */
export const power = (watts: number, used: number, ports: Readonly<Record<number, number | undefined>>): Instances => ({
  ...rows(`${mib2}.105.1.3.1.1`, { 1: { 2: gauge(watts), 3: int(1), 4: gauge(used) } }),
  ...rows(
    `${mib2}.105.1.1.1`,
    Object.fromEntries(
      Object.entries(ports).map(([port, kind]) => [
        `1.${port}`,
        { 3: int(1), 6: int(kind === undefined ? 2 : 3), 10: int((kind ?? 0) + 1) },
      ]),
    ),
  ),
})

/** dot1dStp of BRIDGE-MIB (RFC 4188): the root, the way to it, and the state of bridge ports (2 blocking, 5 forwarding). */
export const spanningTree = (
  root: readonly number[],
  cost: number,
  rootPort: number,
  states: Readonly<Record<number, number>>,
): Instances => ({
  [`${mib2}.17.2.2.0`]: int(32_768),
  [`${mib2}.17.2.5.0`]: octets(root),
  [`${mib2}.17.2.6.0`]: int(cost),
  [`${mib2}.17.2.7.0`]: int(rootPort),
  ...rows(
    `${mib2}.17.2.15.1`,
    Object.fromEntries(Object.entries(states).map(([port, state]) => [port, { 3: int(state) }])),
  ),
})

/** UPS-MIB (RFC 1628), its identity. */
export const upsIdentity = (maker: string, model: string, firmware: string): Instances => ({
  [`${mib2}.33.1.1.1.0`]: text(maker),
  [`${mib2}.33.1.1.2.0`]: text(model),
  [`${mib2}.33.1.1.3.0`]: text(firmware),
  [`${mib2}.33.1.2.1.0`]: int(2),
  [`${mib2}.33.1.2.4.0`]: int(100),
})
