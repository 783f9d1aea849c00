import { integer, string } from '../../clean.ts'
import { mib2 } from '../../oid.ts'
import type { BridgePorts } from '../bridge.ts'
import { type Column, type Columns, entry, lastArc } from '../tables.ts'
import { bitsOf, isVlan, type VlanList } from './vlan.ts'

/** Q-BRIDGE-MIB (RFC 4363): VLANs as they are now, as they are configured, and the VLAN of untagged frames of a port. */
export const dot1qColumns = {
  ...entry(`${mib2}.17.7.1.4.2.1`, { egress: 4, untagged: 5 }),
  ...entry(`${mib2}.17.7.1.4.3.1`, { name: 1, staticEgress: 2, staticUntagged: 4, rowStatus: 5 }),
  pvid: `${mib2}.17.7.1.4.5.1.1`,
} as const

const active = 1

/**
 * Members of each active VLAN, tagged or not; a port that is in none has that of its untagged frames. Bits are numbers of
 * bridge ports; of a device without a table of them they are those of interfaces.
 */
export function dot1qVlans(columns: Columns<typeof dot1qColumns>, bridge: BridgePorts, list: VlanList): void {
  const { name, rowStatus, pvid } = columns
  if (name.size === 0 || rowStatus.size === 0) return
  const interfaceOf = (port: number): string | undefined =>
    bridge.size === 0 ? String(port) : bridge.get(String(port))
  const current = newest(columns.egress)
  const known = new Map<number, string>()
  for (const [vlan, label] of name) {
    const number = Number(vlan)
    if (!isVlan(number) || integer(rowStatus.get(vlan)) !== active) continue
    const NAME = string(label) ?? ''
    known.set(number, NAME)
    const now = current.get(vlan)
    const egress = columns.egress.get(now ?? '') ?? columns.staticEgress.get(vlan)
    const bare = columns.untagged.get(now ?? '') ?? columns.staticUntagged.get(vlan)
    if (egress === undefined || bare === undefined) continue
    const untagged = new Set(bitsOf(bare, 1))
    for (const port of new Set([...bitsOf(egress, 1), ...untagged])) {
      const index = interfaceOf(port)
      if (index !== undefined) list.add(index, { NUMBER: number, NAME, TAGGED: untagged.has(port) ? 0 : 1 })
    }
  }
  for (const [port, value] of pvid) {
    const [index, number] = [interfaceOf(Number(port)), integer(value)]
    const NAME = known.get(number ?? 0)
    if (index !== undefined && isVlan(number) && NAME !== undefined && !list.has(index))
      list.add(index, { NUMBER: number, NAME, TAGGED: 0 })
  }
}

/** Rows of dot1qVlanCurrentTable by VLAN; of several (the index begins with a time filter) the latest. */
function newest(column: Column): Map<string, string> {
  const rows = new Map<string, string>()
  const time = (row: string): number => (row.includes('.') ? Number(row.split('.', 1)[0]) : Number.POSITIVE_INFINITY)
  for (const row of column.keys()) {
    const vlan = lastArc(row)
    const before = rows.get(vlan)
    if (before === undefined || time(row) > time(before)) rows.set(vlan, row)
  }
  return rows
}
