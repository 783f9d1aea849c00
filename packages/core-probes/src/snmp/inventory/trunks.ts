import { integer } from '../clean.ts'
import { enterprises, lldp } from '../oid.ts'
import type { BridgePorts } from './bridge.ts'
import { type Columns, lastArc } from './tables.ts'

/** CISCO-VTP-MIB vlanTrunkPortDynamicStatus, JUNIPER-VLAN-MIB jnxExVlanPortTagness, LLDP-EXT-DOT1-MIB port VLAN. */
export const trunkColumns = {
  cisco: `${enterprises}.9.9.46.1.6.1.1.14`,
  juniper: `${enterprises}.2636.3.40.1.5.1.7.1.5`,
  lldp: `${lldp}.5.32962.1.2.1.1.1`,
} as const

const tagged = 2

/** By index of the interface: 1 trunk, 0 none. The first table that is there answers for all ports. */
export function trunksOf(columns: Columns<typeof trunkColumns>, bridge: BridgePorts): Map<string, 0 | 1> {
  if (columns.cisco.size > 0)
    return new Map([...columns.cisco].map(([port, value]) => [port, integer(value) === 1 ? 1 : 0]))
  const trunks = new Map<string, 0 | 1>()
  const interfaceOf = (port: string): string => bridge.get(port) ?? port
  if (columns.juniper.size > 0) {
    // A port stands there once for each of its VLANs; one tagged is enough.
    for (const [index, value] of columns.juniper) {
      const port = interfaceOf(lastArc(index))
      if (integer(value) === tagged) trunks.set(port, 1)
      else if (!trunks.has(port)) trunks.set(port, 0)
    }
    return trunks
  }
  for (const [port, value] of columns.lldp) trunks.set(interfaceOf(port), integer(value) === 0 ? 1 : 0)
  return trunks
}
