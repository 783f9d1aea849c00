import { integer } from '../clean.ts'
import { addComponents, type Entry } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** F10-S-SERIES-CHASSIS-MIB: chStackUnitTable, and chSysPortTable (unit and port number to ifIndex). */
const units = ent('6027.3.10.1.2.2.1')
const ports = ent('6027.3.10.1.2.5.1.5')
const columns = { number: 2, model: 7, description: 9, version: 10, serial: 12, revision: 21 } as const

export const force10: DeviceModule = {
  name: 'force10',
  match: [{ object: ent('6027.1.3') }],
  inventory: {
    walks: [...Object.values(columns).map((column) => `${units}.${column}`), ports],
    apply: (read, document) => {
      const found: Entry[] = []
      for (const [row, value] of read.rows(`${units}.${columns.number}`)) {
        const number = integer(value)
        if (number === undefined) continue
        const of = (column: number) => read.texts(`${units}.${column}`).get(row)
        found.push({
          INDEX: row,
          NAME: String(number - 1),
          TYPE: 'chassis',
          CONTAINEDININDEX: '-1',
          MODEL: of(columns.model),
          DESCRIPTION: of(columns.description),
          FIRMWARE: of(columns.version),
          SERIAL: of(columns.serial),
          REVISION: of(columns.revision),
        })
      }
      if (found.length === 0) return
      const members = [...read.rows(ports)].map(([row, value]): Entry => {
        return { INDEX: integer(value), TYPE: 'port', CONTAINEDININDEX: row.split('.')[0], NAME: row }
      })
      addComponents(document, [{ INDEX: '-1', CONTAINEDININDEX: '0', TYPE: 'stack' }, ...found, ...members])
    },
  },
}
