import { integer, mac, serial, trimmed } from '../clean.ts'
import { compareOids, enterprises, mib2 } from '../oid.ts'
import { given } from './ports.ts'
import { type Columns, entry } from './tables.ts'

/** entPhysicalTable (ENTITY-MIB, RFC 6933). */
export const componentColumns = entry(`${mib2}.47.1.1.1.1`, {
  index: 1,
  description: 2,
  container: 4,
  class: 5,
  name: 7,
  revision: 8,
  firmware: 9,
  version: 10,
  serial: 11,
  manufacturer: 12,
  model: 13,
  fru: 16,
})

/** Access points of a Cisco controller: the component of each (CISCO-LWAPP-AP-MIB), its address (AIRESPACE-WIRELESS-MIB). */
export const accessPointColumns = {
  component: `${enterprises}.9.9.513.1.1.1.1.4`,
  mac: `${enterprises}.9.9.513.1.1.1.1.2`,
  address: `${enterprises}.14179.2.2.1.1.19`,
} as const

/** PhysicalClass, from 1. */
const classes = 'other unknown chassis backplane container powerSupply fan sensor module port stack cpu'.split(' ')

/** A part of a device. */
export interface Component {
  readonly INDEX: number | string
  readonly CONTAINEDININDEX?: number
  readonly NAME?: string
  readonly DESCRIPTION?: string
  readonly TYPE?: string
  readonly SERIAL?: string
  readonly MODEL?: string
  readonly MANUFACTURER?: string
  readonly FIRMWARE?: string
  readonly REVISION?: string
  readonly VERSION?: string
  /** 1 replaceable in the field, 2 not. */
  readonly FRU?: number
  readonly MAC?: string
  readonly IP?: string
}

/** Ascending by index, flat: each names what it stands in, and a device that lets two stand in each other harms nobody. */
export function componentsOf(
  columns: Columns<typeof componentColumns>,
  points: Columns<typeof accessPointColumns>,
): readonly Component[] {
  const own = accessPoints(points)
  const fullest = Object.values(columns).reduce((most, column) => (column.size > most.size ? column : most))
  const rows = [...(columns.index.size > 0 ? columns.index : fullest).keys()].sort(compareOids)
  return rows.map((row) => ({
    INDEX: integer(columns.index.get(row)) ?? row,
    ...given({
      NAME: trimmed(columns.name.get(row)),
      DESCRIPTION: trimmed(columns.description.get(row)),
      SERIAL: serial(columns.serial.get(row)),
      MODEL: trimmed(columns.model.get(row)),
      TYPE: classes[(integer(columns.class.get(row)) ?? 0) - 1],
      FRU: integer(columns.fru.get(row)),
      MANUFACTURER: trimmed(columns.manufacturer.get(row)),
      FIRMWARE: trimmed(columns.firmware.get(row)),
      REVISION: trimmed(columns.revision.get(row)),
      VERSION: trimmed(columns.version.get(row)),
      CONTAINEDININDEX: integer(columns.container.get(row)),
      ...own.get(row),
    }),
  }))
}

function accessPoints(columns: Columns<typeof accessPointColumns>): Map<string, Pick<Component, 'MAC' | 'IP'>> {
  const points = new Map<string, Pick<Component, 'MAC' | 'IP'>>()
  for (const [row, value] of columns.component) {
    const [component, address] = [integer(value), columns.address.get(row)]
    if (component === undefined) continue
    const MAC = mac(columns.mac.get(row))
    points.set(String(component), given({ MAC, IP: address?.type === 'address' ? address.value : undefined }))
  }
  return points
}
