import type { Identity } from '../identify/identity.ts'
import { enterprises, isBelow } from '../oid.ts'
import type { SnmpSession } from '../port.ts'
import { aggregateColumns, aggregateOfMember, aggregatesOf } from './aggregates.ts'
import { bridgeColumns, bridgePorts } from './bridge.ts'
import { accessPointColumns, type Component, componentColumns, componentsOf } from './components.ts'
import { type Extra, extraOf } from './extra/index.ts'
import { knownMacs } from './macs.ts'
import { cdpColumns, cdpNeighbours } from './neighbours/cdp.ts'
import { edpColumns, edpNeighbours } from './neighbours/edp.ts'
import { lldpColumns, lldpInterface, lldpNeighbours } from './neighbours/lldp.ts'
import { mergeNeighbours } from './neighbours/merge.ts'
import { given, type Port } from './ports.ts'
import { stackColumns, withStackSerials } from './stacks.ts'
import { readTables } from './tables.ts'
import { trunkColumns, trunksOf } from './trunks.ts'
import { vlansOf, vlanTables } from './vlans/index.ts'

/** Asked in one go, since only the answer tells which of them a device has. */
const networkTables = {
  bridge: bridgeColumns,
  ...vlanTables,
  trunks: trunkColumns,
  aggregates: aggregateColumns,
  lldp: lldpColumns,
  cdp: cdpColumns,
  edp: edpColumns,
  components: componentColumns,
  accessPoints: accessPointColumns,
  stacks: stackColumns,
} as const

const juniper = `${enterprises}.2636`

export interface Network {
  /** What a network device says of the port with this index. */
  ports(index: string): Readonly<Record<string, unknown>>
  readonly components: { readonly COMPONENT: readonly Component[] } | undefined
  readonly extra: Extra['device'] | undefined
}

export async function networkOf(
  session: SnmpSession,
  identity: Identity,
  ports: ReadonlyMap<string, Port>,
  extra: boolean,
): Promise<Network> {
  const tables = await readTables(session, networkTables)
  const bridge = bridgePorts(tables.bridge)
  const vlans = vlansOf(tables, bridge)
  const trunks = trunksOf(tables.trunks, bridge)
  const aggregates = aggregatesOf(tables.aggregates, ports)
  const local = { bridge, byName: namesOf(ports), numbered: isBelow(identity.objectId ?? '', juniper) }
  const neighbours = mergeNeighbours(
    lldpNeighbours(tables.lldp, lldpInterface(tables.lldp, local)),
    cdpNeighbours(tables.cdp),
    edpNeighbours(tables.edp),
  )
  const places = {
    bridge,
    aggregates: aggregateOfMember(aggregates),
    skipped: neighbours,
    own: (port: string) => ports.get(port)?.MAC,
  }
  const contexts = tables.cisco.name.size > 0 ? vlansWithout(neighbours, vlans) : []
  const macs = await knownMacs(session, places, contexts)
  const components = withStackSerials(componentsOf(tables.components, tables.accessPoints), tables.stacks)
  const more = extra ? await extraOf(session, bridge) : undefined

  return {
    components: components.length > 0 ? { COMPONENT: components } : undefined,
    extra: more?.device,
    ports(index) {
      const [VLAN, AGGREGATE, neighbour, MAC] = [
        vlans.get(index),
        aggregates.get(index),
        neighbours.get(index),
        macs.get(index),
      ]
      return given({
        TRUNK: trunks.get(index),
        VLANS: VLAN && { VLAN },
        AGGREGATE: AGGREGATE && { PORT: AGGREGATE },
        CONNECTIONS: neighbour ? { CDP: 1, CONNECTION: neighbour } : MAC && { CONNECTION: { MAC } },
        ...more?.ports(index),
      })
    },
  }
}

/** Interfaces by name and by description; what two of them have names none. */
function namesOf(ports: ReadonlyMap<string, Port>): Map<string, string> {
  const names = new Map<string, string>()
  const doubtful = new Set<string>()
  for (const [index, { IFNAME, IFDESCR }] of ports)
    for (const name of [IFNAME, IFDESCR]) {
      if (name === undefined) continue
      if ((names.get(name) ?? index) !== index) doubtful.add(name)
      names.set(name, index)
    }
  for (const name of doubtful) names.delete(name)
  return names
}

/** VLANs, ascending, of the ports whose neighbour is not known: only there are forwarding tables of use. The first is the base context. */
function vlansWithout(
  neighbours: { has(port: string): boolean },
  vlans: ReadonlyMap<string, readonly { readonly NUMBER: number }[]>,
): readonly number[] {
  const numbers = new Set<number>()
  for (const [port, list] of vlans) if (!neighbours.has(port)) for (const { NUMBER } of list) numbers.add(NUMBER)
  return [...numbers].filter((number) => number !== 1).sort((a, b) => a - b)
}
