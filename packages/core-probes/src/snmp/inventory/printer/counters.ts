import { integer } from '../../clean.ts'
import { enterprises, mib2 } from '../../oid.ts'
import type { Oid, Values } from '../../port.ts'

const kyocera = `${enterprises}.1347`

/** PAGECOUNTERS, the first that answers: prtMarkerLifeCount (Printer-MIB), and Kyocera's tree, which others have too. */
export const counterSources = {
  TOTAL: [`${kyocera}.43.10.1.1.12.1.1`, `${mib2}.43.10.2.1.4.1.1`],
  BLACK: [`${kyocera}.42.2.2.1.1.3.1.1`],
  COLOR: [`${kyocera}.42.2.1.1.1.8.1.1`],
  SCANNED: [`${kyocera}.46.10.1.1.5.3`],
  PRINTTOTAL: [`${kyocera}.42.3.1.1.1.1.1`],
  PRINTBLACK: [`${kyocera}.42.3.1.2.1.1.1.1`],
  PRINTCOLOR: [`${kyocera}.42.3.1.2.1.1.1.3`],
  COPYTOTAL: [`${kyocera}.42.3.1.1.1.1.2`],
  COPYBLACK: [`${kyocera}.42.3.1.2.1.1.2.1`],
  COPYCOLOR: [`${kyocera}.42.3.1.2.1.1.2.3`],
  FAXTOTAL: [`${kyocera}.42.3.1.1.1.1.4`],
} as const satisfies Readonly<Record<string, readonly Oid[]>>

export function countersOf(values: Values): Readonly<Record<string, number>> {
  const counters: Record<string, number> = {}
  for (const [name, sources] of Object.entries(counterSources)) {
    const count = sources.map((oid) => integer(values.get(oid))).find((found) => found !== undefined)
    if (count !== undefined && count >= 0) counters[name] = count
  }
  return counters
}
