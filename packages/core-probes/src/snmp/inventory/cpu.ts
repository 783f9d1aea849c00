import { integer } from '../clean.ts'
import { enterprises } from '../oid.ts'
import type { Values } from '../port.ts'

/** Load of the first CPU over five seconds in percent, new and old column (CISCO-PROCESS-MIB). */
export const cpuScalars = [`${enterprises}.9.9.109.1.1.1.1.6.1`, `${enterprises}.9.9.109.1.1.1.1.3.1`] as const

export function cpuOf(values: Values): number | undefined {
  const [newer, older] = cpuScalars
  return integer(values.get(newer)) ?? integer(values.get(older))
}
