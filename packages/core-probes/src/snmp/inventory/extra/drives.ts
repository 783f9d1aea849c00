import { integer, trimmed } from '../../clean.ts'
import { mib2 } from '../../oid.ts'
import type { memoryColumns } from '../memory.ts'
import { given } from '../ports.ts'
import type { Columns } from '../tables.ts'

const fixedDisk = `${mib2}.25.2.1.4`
/** Servers count drives in decimal megabytes. */
const mega = 1_000_000

/** File systems on fixed disks (hrStorageTable), in the order of the table; those of no size are none. */
export function drivesOf(columns: Columns<typeof memoryColumns>): readonly Readonly<Record<string, unknown>>[] {
  return [...columns.kind].flatMap(([row, kind]) => {
    const [unit, size, used] = [columns.unit, columns.size, columns.used].map((column) => integer(column.get(row)))
    if (kind.type !== 'oid' || kind.value !== fixedDisk || !unit || !size || size < 0) return []
    return [
      given({
        VOLUMN: trimmed(columns.label.get(row)),
        TOTAL: Math.trunc((size * unit) / mega),
        FREE: used === undefined ? undefined : Math.max(0, Math.trunc(((size - used) * unit) / mega)),
      }),
    ]
  })
}
