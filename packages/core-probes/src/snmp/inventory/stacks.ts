import { serial } from '../clean.ts'
import { enterprises } from '../oid.ts'
import type { Component } from './components.ts'
import type { Columns } from './tables.ts'

/** Serial number by unit (Dell-Vendor-MIB, productIdentificationSerialNumber). */
export const stackColumns = { dell: `${enterprises}.674.10895.3000.1.2.100.8.1.2` } as const

/** Units of a stack have the serial numbers of the vendor's table: by the unit in their name, else in their order. */
export function withStackSerials(
  components: readonly Component[],
  { dell }: Columns<typeof stackColumns>,
): readonly Component[] {
  if (dell.size < 2) return components
  const serials = [...dell.values()].map(serial)
  let order = 0
  return components.map((component) => {
    if (component.TYPE !== 'chassis') return component
    const [, unit] = /\bUnit (\d+)/i.exec(`${component.NAME ?? ''} ${component.DESCRIPTION ?? ''}`) ?? []
    const own = unit === undefined ? serials[order++] : serial(dell.get(unit))
    return own === undefined ? component : { ...component, SERIAL: own }
  })
}
