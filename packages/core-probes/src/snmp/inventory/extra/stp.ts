import { integer } from '../../clean.ts'
import { mib2 } from '../../oid.ts'
import type { SnmpValue, Values } from '../../port.ts'
import type { BridgePorts } from '../bridge.ts'
import { given } from '../ports.ts'
import type { Columns } from '../tables.ts'

/** dot1dStp of BRIDGE-MIB (RFC 4188). */
export const stpColumns = { state: `${mib2}.17.2.15.1.3` } as const
export const stpScalars = {
  priority: `${mib2}.17.2.2.0`,
  root: `${mib2}.17.2.5.0`,
  cost: `${mib2}.17.2.6.0`,
  rootPort: `${mib2}.17.2.7.0`,
} as const

const states = ['disabled', 'blocking', 'listening', 'learning', 'forwarding', 'broken']

export function stpPorts(
  { state }: Columns<typeof stpColumns>,
  bridge: BridgePorts,
): Map<string, Readonly<Record<string, unknown>>> {
  return new Map(
    [...state].map(([port, value]) => [
      bridge.get(port) ?? port,
      given({ STPSTATE: states[(integer(value) ?? 0) - 1] }),
    ]),
  )
}

/** The place of a bridge in the tree; undefined where it takes part in none. */
export function stpOf(values: Values, bridge: BridgePorts): Readonly<Record<string, unknown>> | undefined {
  const ROOT = bridgeId(values.get(stpScalars.root))
  if (ROOT === undefined) return undefined
  const port = integer(values.get(stpScalars.rootPort)) ?? 0
  return given({
    ROOT,
    PRIORITY: integer(values.get(stpScalars.priority)),
    COST: integer(values.get(stpScalars.cost)),
    // 0: the root itself.
    ROOTPORT: port > 0 ? Number(bridge.get(String(port)) ?? port) : undefined,
  })
}

/** Two bytes of priority, six of MAC, as `32768.00:11:22:33:44:55`. */
function bridgeId(value: SnmpValue | undefined): string | undefined {
  if (value?.type !== 'octets' || value.value.length !== 8) return undefined
  const [high = 0, low = 0, ...address] = value.value
  return `${high * 256 + low}.${address.map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`
}
