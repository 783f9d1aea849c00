import { integer } from '../../clean.ts'
import { mib2 } from '../../oid.ts'
import type { BridgePorts } from '../bridge.ts'
import { given } from '../ports.ts'
import { arcs, type Columns, entry, lastArc } from '../tables.ts'

/** POWER-ETHERNET-MIB (RFC 3621): ports by group and number, sources by group. */
export const poeColumns = {
  ...entry(`${mib2}.105.1.1.1`, { wanted: 3, detection: 6, class: 10 }),
  ...entry(`${mib2}.105.1.3.1.1`, { power: 2, status: 3, used: 4 }),
} as const

const detections = ['disabled', 'searching', 'delivering', 'fault', 'test', 'other fault']
const states = ['on', 'off', 'faulty']

/** By index of the interface. Numbers mean ports of the bridge where there is one group; those of several cannot be told apart. */
export function poePorts(
  columns: Columns<typeof poeColumns>,
  bridge: BridgePorts,
): Map<string, Readonly<Record<string, unknown>>> {
  const rows = [...new Set([...columns.wanted.keys(), ...columns.detection.keys()])]
  if (new Set(rows.map((row) => arcs(row)[0])).size > 1) return new Map()
  return new Map(
    rows.map((row) => {
      const [port, wanted, kind] = [lastArc(row), integer(columns.wanted.get(row)), integer(columns.class.get(row))]
      const POE = given({
        ENABLED: wanted === undefined ? undefined : wanted === 1 ? 1 : 0,
        STATUS: detections[(integer(columns.detection.get(row)) ?? 0) - 1],
        // The enumeration counts from 1, the classes from 0.
        CLASS: kind === undefined ? undefined : kind - 1,
      })
      return [bridge.get(port) ?? port, { POE }]
    }),
  )
}

/** What feeds the ports: watts, in all and now. */
export function poeSources(columns: Columns<typeof poeColumns>): readonly Readonly<Record<string, unknown>>[] {
  return [...columns.power].map(([group, power]) =>
    given({
      GROUP: Number(lastArc(group)),
      POWER: integer(power),
      CONSUMPTION: integer(columns.used.get(group)),
      STATUS: states[(integer(columns.status.get(group)) ?? 0) - 1],
    }),
  )
}
