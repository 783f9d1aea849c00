import { exactMac, integer, string } from '../../clean.ts'
import { inet, inetOfIndex } from '../../inet.ts'
import { compareOids, enterprises, lldp } from '../../oid.ts'
import type { SnmpValue } from '../../port.ts'
import type { BridgePorts } from '../bridge.ts'
import { given } from '../ports.ts'
import { arcs, type Columns, entry } from '../tables.ts'
import { type Neighbour, type Neighbours, portNamed } from './connection.ts'

/**
 * lldpRemTable and lldpRemManAddrTable (LLDP-MIB), the ids of the ports here, and where Cisco says which interface a port
 * number means (CISCO-STACK-MIB).
 */
export const lldpColumns = {
  ...entry(`${lldp}.4.1.1`, {
    chassisKind: 4,
    chassis: 5,
    portKind: 6,
    port: 7,
    portDescription: 8,
    name: 9,
    description: 10,
  }),
  management: `${lldp}.4.2.1.3`,
  localId: `${lldp}.3.7.1.3`,
  ciscoInterface: `${enterprises}.9.5.1.4.1.1.11.1`,
} as const

/** LldpChassisIdSubtype. */
const chassisIs = { mac: 4, network: 5 } as const
/** LldpPortIdSubtype. */
const portIs = { alias: 1, mac: 3, name: 5, local: 7 } as const

/** Of several neighbours at one port the one with the highest index, the latest. Each has a name or a description. */
export function lldpNeighbours(
  columns: Columns<typeof lldpColumns>,
  interfaceOf: (port: string) => string,
): Neighbours {
  const addresses = managementAddresses(columns.management.keys())
  const rows = [...new Set([...columns.name.keys(), ...columns.description.keys()])]
    .map((row) => ({ row, parts: arcs(row) }))
    .filter(({ parts }) => parts.length >= 2)
    .sort((a, b) => compareOids(a.parts.toReversed().join('.'), b.parts.toReversed().join('.')))
  const found = new Map<string, Neighbour>()
  for (const { row, parts } of rows) {
    const remote = neighbour(columns, row)
    const address = remote?.IP ?? addresses.get(row)
    if (remote !== undefined) found.set(interfaceOf(parts.at(-2) ?? ''), given({ ...remote, IP: address }))
  }
  return found
}

/** What tells the interface of a local port number. */
export interface LocalPorts {
  readonly bridge: BridgePorts
  /** The interface of a name or a description that only one has. */
  readonly byName: ReadonlyMap<string, string>
  /** Port numbers are those of interfaces. */
  readonly numbered: boolean
}

/**
 * Which interface a local port number means. The standard has no rule for it: Cisco has a table; the id of the port may be the
 * name of an interface; else it is a number of the bridge, else of the interface itself.
 */
export function lldpInterface(
  columns: Columns<typeof lldpColumns>,
  { bridge, byName, numbered }: LocalPorts,
): (port: string) => string {
  return (port) => {
    if (numbered) return port
    const own = integer(columns.ciscoInterface.get(port)) ?? 0
    if (own > 0) return String(own)
    const id = string(columns.localId.get(port)) ?? ''
    // Digits would say again no more than a number.
    return (/\D/.test(id) ? byName.get(id) : undefined) ?? bridge.get(port) ?? port
  }
}

function neighbour(columns: Columns<typeof lldpColumns>, row: string): Neighbour | undefined {
  const SYSNAME = string(columns.name.get(row))
  const SYSDESCR = string(columns.description.get(row))
  if (!SYSNAME && !SYSDESCR) return undefined
  const chassis = chassisOf(integer(columns.chassisKind.get(row)), columns.chassis.get(row))
  return given({
    SYSDESCR,
    SYSNAME: SYSNAME || chassis.name,
    SYSMAC: chassis.mac,
    IP: chassis.address,
    ...portOf(columns, row, chassis.mac),
  })
}

function chassisOf(
  kind: number | undefined,
  value: SnmpValue | undefined,
): { readonly mac?: string | undefined; readonly address?: string | undefined; readonly name?: string | undefined } {
  if (kind === chassisIs.mac) return { mac: exactMac(value) }
  if (kind !== chassisIs.network) return { name: string(value) }
  // The first byte is the address family (IANA): 1 IPv4, 2 IPv6, as in InetAddressType.
  const [family, ...bytes] = value?.type === 'octets' ? value.value : []
  return { address: inet(family, bytes) }
}

/** The port over there by its id, if that is a name, a number or an address, and by its description. */
function portOf(columns: Columns<typeof lldpColumns>, row: string, chassis: string | undefined): Neighbour {
  const id = columns.port.get(row)
  const kind = integer(columns.portKind.get(row))
  const address = kind === portIs.mac || kind === undefined ? exactMac(id) : undefined
  const named = address === undefined && isNamed(kind) ? portNamed(string(id)) : {}
  const description = portNamed(string(columns.portDescription.get(row)))
  const { IFNUMBER } = { ...description, ...named }
  // Digits that describe a port whose number is known are a name.
  const text = description.IFDESCR ?? (named.IFNUMBER === undefined ? undefined : description.IFNUMBER)
  return given({
    IFNUMBER,
    IFDESCR: named.IFDESCR ?? text,
    MAC: address === undefined || address === chassis ? undefined : [address],
  })
}

const isNamed = (kind: number | undefined): boolean =>
  kind === undefined || kind === portIs.alias || kind === portIs.name || kind === portIs.local

/** The first management address by row: IPv4, whose kind is the lower number. Index: time, port, index, kind, length, bytes. */
function managementAddresses(indexes: Iterable<string>): Map<string, string> {
  const found = new Map<string, string>()
  for (const index of indexes) {
    const parts = arcs(index)
    const [row, address] = [parts.slice(0, 3).join('.'), inetOfIndex(parts.slice(3).join('.'))]
    if (address !== undefined && !found.has(row)) found.set(row, address)
  }
  return found
}
