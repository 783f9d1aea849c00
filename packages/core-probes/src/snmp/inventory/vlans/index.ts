import type { BridgePorts } from '../bridge.ts'
import type { Columns } from '../tables.ts'
import { ciscoVlanColumns, ciscoVlans } from './cisco.ts'
import { dot1qColumns, dot1qVlans } from './dot1q.ts'
import { lldpVlanColumns, lldpVlans } from './lldp.ts'
import { type Vlan, VlanList } from './vlan.ts'

/** What tells the VLANs of ports, to walk. */
export const vlanTables = { cisco: ciscoVlanColumns, dot1q: dot1qColumns, lldpVlans: lldpVlanColumns } as const

type Tables = { readonly [subject in keyof typeof vlanTables]: Columns<(typeof vlanTables)[subject]> }

/** VLANs by index of the interface: Cisco's tables and 802.1Q; LLDP only where these say nothing. */
export function vlansOf(tables: Tables, bridge: BridgePorts): Map<string, readonly Vlan[]> {
  const list = new VlanList()
  ciscoVlans(tables.cisco, list)
  dot1qVlans(tables.dot1q, bridge, list)
  if (list.size === 0) lldpVlans(tables.lldpVlans, list)
  return list.sorted()
}
