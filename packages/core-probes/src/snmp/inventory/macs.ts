import { integer, mac } from '../clean.ts'
import { mib2 } from '../oid.ts'
import type { SnmpSession } from '../port.ts'
import { type BridgePorts, bridgeColumns, bridgePorts } from './bridge.ts'
import { arcs, type Columns, entry, readTables } from './tables.ts'

/** Forwarding: of one bridge (BRIDGE-MIB; index: MAC) and by VLAN (Q-BRIDGE-MIB; index: filtering database, MAC). */
const fdbColumns = entry(`${mib2}.17.4.3.1`, { port: 2, status: 3 })
const fdbVlanColumns = entry(`${mib2}.17.7.1.2.2.1`, { port: 2, status: 3 })
/** ipNetToMediaTable: interface and, in the index, address; the value is the MAC. */
const arpColumns = entry(`${mib2}.4.22.1`, { interface: 1, mac: 2 })

/** MACs of one device that are told at most. */
export const MAX_MACS = 10_000

/** Status of an entry: invalid, the device's own. */
const notOthers: readonly (number | undefined)[] = [2, 4]

/** MACs by index of the interface. */
type Macs = ReadonlyMap<string, readonly string[]>

/** What decides where an address belongs, and whether it is told. */
export interface Places {
  readonly bridge: BridgePorts
  /** The aggregate of each member: what is seen there is seen at the aggregate. */
  readonly aggregates: ReadonlyMap<string, string>
  /** Interfaces with a known neighbour: what is behind it is not at their cable. */
  readonly skipped: { has(port: string): boolean }
  /** The interface's own MAC. */
  readonly own: (port: string) => string | undefined
}

/** Collects addresses by interface, each once, `MAX_MACS` in all. */
class MacList {
  private readonly ports = new Map<string, Set<string>>()
  private count = 0

  constructor(private readonly places: Places) {}

  add(seen: string, address: string | undefined): void {
    const port = this.places.aggregates.get(seen) ?? seen
    if (address === undefined || this.count >= MAX_MACS || this.places.skipped.has(port)) return
    if (address === this.places.own(port)) return
    const list = this.ports.get(port) ?? new Set()
    if (list.size === 0) this.ports.set(port, list)
    else if (list.has(address)) return
    list.add(address)
    this.count++
  }

  /** Entries of a forwarding table that are other devices', by the bridge's own numbers of ports. */
  forwarding({ port, status }: Columns<typeof fdbColumns>, bridge: BridgePorts): void {
    for (const [index, value] of port) {
      if (this.count >= MAX_MACS) return
      const seen = bridge.get(String(integer(value)))
      if (seen !== undefined && !notOthers.includes(integer(status.get(index)))) this.add(seen, macOfIndex(index))
    }
  }

  neighbours({ interface: ports, mac: addresses }: Columns<typeof arpColumns>): void {
    for (const [index, value] of addresses) {
      const port = integer(ports.get(index))
      if (port !== undefined) this.add(String(port), mac(value))
    }
  }

  get found(): Macs {
    return new Map([...this.ports].map(([port, list]) => [port, [...list]]))
  }
}

/**
 * Devices behind each port. One bridge for all VLANs, or a table by VLAN; where a device has neither, each VLAN is a bridge of
 * its own, to be asked in its context; one that bridges nothing knows those it speaks with itself (ARP).
 */
export async function knownMacs(session: SnmpSession, places: Places, vlans: readonly number[]): Promise<Macs> {
  const list = new MacList(places)
  const { one, many } = await readTables(session, { one: fdbColumns, many: fdbVlanColumns })
  list.forwarding(one, places.bridge)
  list.forwarding(many, places.bridge)
  if (many.port.size > 0 && places.bridge.size > 0) return list.found
  let seen = false
  for (const vlan of vlans) {
    const context = await session.vlan(String(vlan))
    if (context === undefined) continue
    const { one, bridge } = await readTables(context, { one: fdbColumns, bridge: bridgeColumns })
    seen ||= one.port.size > 0
    list.forwarding(one, bridgePorts(bridge))
  }
  if (!seen) list.neighbours((await readTables(session, { arp: arpColumns })).arp)
  return list.found
}

/** The last six arcs; a MAC of zeros is none. Tables are long, so nothing is made of them but the text. */
function macOfIndex(index: string): string | undefined {
  const bytes = arcs(index).slice(-6)
  let address = ''
  let any = 0
  for (const arc of bytes) {
    const byte = Number(arc)
    if (!(byte <= 255)) return undefined
    any |= byte
    address += `${address === '' ? '' : ':'}${byte < 16 ? '0' : ''}${byte.toString(16)}`
  }
  return any === 0 || bytes.length < 6 ? undefined : address
}
