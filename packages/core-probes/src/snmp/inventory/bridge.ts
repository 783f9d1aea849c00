import { integer } from '../clean.ts'
import { mib2 } from '../oid.ts'
import type { Columns } from './tables.ts'

/** dot1dBasePortIfIndex (BRIDGE-MIB, RFC 4188): bridges count their ports in their own way. */
export const bridgeColumns = { interface: `${mib2}.17.1.4.1.2` } as const

/** Index of the interface by number of the bridge port. */
export type BridgePorts = ReadonlyMap<string, string>

export function bridgePorts(columns: Columns<typeof bridgeColumns>): BridgePorts {
  const map = new Map<string, string>()
  for (const [port, value] of columns.interface) {
    const index = integer(value)
    if (index !== undefined && index > 0) map.set(port, String(index))
  }
  return map
}
