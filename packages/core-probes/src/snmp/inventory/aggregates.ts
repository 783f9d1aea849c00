import { integer } from '../clean.ts'
import { enterprises, mib2 } from '../oid.ts'
import type { Port } from './ports.ts'
import { append, arcs, type Columns, entry } from './tables.ts'

/**
 * ifStackStatus (IF-MIB), dot3adAggPortAttachedAggID (IEEE8023-LAG-MIB), pagpGroupCapability and
 * pagpGroupIfIndex (CISCO-PAGP-MIB).
 */
export const aggregateColumns = {
  stack: `${mib2}.31.1.2.1.3`,
  lacp: '1.2.840.10006.300.43.1.2.1.1.13',
  ...entry(`${enterprises}.9.9.98.1.1.1.1`, { pagpGroup: 5, pagpInterface: 8 }),
} as const

/** ifType ieee8023adLag. */
const lag = 161
const active = 1
/** Where the interface of a PAgP group is not told it is this number and that of the group. */
const firstPagpInterface = 5000

/** Members by index of the aggregate, ascending: by PAgP, else by the stack of interfaces, else by LACP. */
export function aggregatesOf(
  columns: Columns<typeof aggregateColumns>,
  ports: ReadonlyMap<string, Port>,
): Map<string, readonly number[]> {
  const stack = new Map<string, number[]>()
  for (const [index, status] of columns.stack) {
    const [higher = '', lower = ''] = arcs(index)
    // An aggregate on another is a part of it, such as one of its VLANs.
    if (ports.get(higher)?.IFTYPE !== lag || ports.get(lower)?.IFTYPE === lag) continue
    if (lower !== '0' && integer(status) === active) append(stack, higher, Number(lower))
  }
  const lacp = new Map<string, number[]>()
  for (const [port, value] of columns.lacp) {
    const aggregate = integer(value)
    if (aggregate !== undefined && aggregate > 0 && String(aggregate) !== port)
      append(lacp, String(aggregate), Number(port))
  }
  const pagp = new Map<string, number[]>()
  for (const port of new Set([...columns.pagpGroup.keys(), ...columns.pagpInterface.keys()])) {
    const group = integer(columns.pagpGroup.get(port)) ?? 0
    const told = integer(columns.pagpInterface.get(port)) ?? 0
    // A port that is in none stands for itself.
    const aggregate = told > 0 && String(told) !== port ? told : group > 0 ? firstPagpInterface + group : 0
    if (aggregate > 0) append(pagp, String(aggregate), Number(port))
  }
  const all = new Map([...lacp, ...stack, ...pagp])
  return new Map([...all].map(([aggregate, members]) => [aggregate, members.sort((a, b) => a - b)]))
}

/** The aggregate of each member. */
export function aggregateOfMember(aggregates: ReadonlyMap<string, readonly number[]>): Map<string, string> {
  const map = new Map<string, string>()
  for (const [aggregate, members] of aggregates) for (const member of members) map.set(String(member), aggregate)
  return map
}
