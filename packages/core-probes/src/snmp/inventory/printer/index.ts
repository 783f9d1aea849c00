import type { SnmpSession } from '../../port.ts'
import { given } from '../ports.ts'
import { readTables } from '../tables.ts'
import { counterSources, countersOf } from './counters.ts'
import { suppliesOf, supplyColumns } from './supplies.ts'

/** What a printer has left, and what it has done. */
export async function printerOf(session: SnmpSession): Promise<Readonly<Record<string, unknown>>> {
  const { supplies } = await readTables(session, { supplies: supplyColumns })
  const counters = countersOf(await session.get(Object.values(counterSources).flat()))
  return given({ CARTRIDGES: filled(suppliesOf(supplies)), PAGECOUNTERS: filled(counters) })
}

const filled = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined)
