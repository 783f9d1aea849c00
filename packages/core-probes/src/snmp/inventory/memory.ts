import { integer, mebibytes } from '../clean.ts'
import { enterprises, mib2 } from '../oid.ts'
import type { Oid, SnmpValue, Values } from '../port.ts'
import { type Columns, entry } from './tables.ts'

const mebi = 0x10_0000

/** hrStorageTable (HOST-RESOURCES-MIB, RFC 2790) and ciscoMemoryPoolTable (CISCO-MEMORY-POOL-MIB). */
export const memoryColumns = {
  ...entry(`${mib2}.25.2.3.1`, { kind: 2, label: 3, unit: 4, size: 5, used: 6 }),
  ...entry(`${enterprises}.9.9.48.1.1.1`, { poolUsed: 5, poolFree: 6 }),
} as const

const ramKind: Oid = `${mib2}.25.2.1.2`

/** Pools up to this number are fixed kinds of memory, which do not overlap; above are parts of them. */
const lastFixedPool = 5

/** Total RAM by who says it: hrMemorySize (kB), UCD-SNMP memTotalReal (kB), OLD-CISCO-CHASSIS processorRam (bytes). */
export const ramScalars = {
  host: `${mib2}.25.2.2.0`,
  ucd: `${enterprises}.2021.4.5.0`,
  cisco: `${enterprises}.9.3.6.6.0`,
} as const

/** MiB of memory: the largest hrStorage entry of the kind RAM (others are buffers in it), else Cisco's pools together. */
export function memoryOf(columns: Columns<typeof memoryColumns>): number | undefined {
  let most: number | undefined
  for (const [row, kind] of columns.kind) {
    if (kind.type !== 'oid' || kind.value !== ramKind) continue
    const [size, unit] = [integer(columns.size.get(row)), integer(columns.unit.get(row))]
    if (size !== undefined && unit !== undefined && size >= 0 && unit > 0) most = Math.max(most ?? 0, size * unit)
  }
  most ??= pools(columns)
  return most === undefined ? undefined : Math.trunc(most / mebi)
}

function pools({ poolUsed, poolFree }: Columns<typeof memoryColumns>): number | undefined {
  let bytes: number | undefined
  for (const [pool, used] of poolUsed) {
    const sizes = [integer(used), integer(poolFree.get(pool))]
    if (Number(pool) <= lastFixedPool && sizes.every((size) => size !== undefined))
      bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), bytes ?? 0)
  }
  return bytes
}

/** MiB. */
export function ramOf(values: Values): number | undefined {
  return (
    kilobytes(values.get(ramScalars.host)) ??
    kilobytes(values.get(ramScalars.ucd)) ??
    mebibytes(values.get(ramScalars.cisco))
  )
}

/** A number of kB, with or without the unit written behind it. */
function kilobytes(value: SnmpValue | undefined): number | undefined {
  const number = integer(value)
  if (number === undefined) return mebibytes(value)
  return number < 0 ? undefined : Math.trunc(number / 1024)
}
