import { integer } from '../clean.ts'
import { count, sum } from './document.ts'
import { type DeviceModule, described, ent } from './module.ts'

const name = ent('367.3.2.1.6.1.1.7.1')
/** RicohPrivateMIB, ricohEngCounter: type and value by row. */
const types = ent('367.3.2.1.2.19.5.1.2')
const values = ent('367.3.2.1.2.19.5.1.9')

export const ricoh: DeviceModule = {
  name: 'ricoh',
  match: [{ object: ent('367.1.1') }],
  /** Also sold by others under their names; sysDescr is `NRG SP 4210N 1.05 / NRG Network Printer C model`. */
  model: ['1.3.6.1.2.1.43.5.1.1.16.1', described(/^(.+?) \d+\.[\w.]+ \//), ent('367.3.2.1.1.1.1.0')],
  otherwise: { firmware: ent('367.3.2.1.1.1.2.0') },
  hostname: {
    needs: [name],
    from: ({ text, known }) => (text(name) === `RICOH ${known.model}` ? undefined : text(name)),
  },
  inventory: {
    walks: [types, values],
    apply: (read, document) => {
      const by = new Map<number | undefined, number | undefined>()
      for (const [row, type] of read.rows(types)) by.set(integer(type), integer(read.rows(values).get(row)))
      count(document, {
        TOTAL: by.get(10),
        COPYTOTAL: by.get(200),
        COPYBLACK: by.get(201),
        COPYCOLOR: sum(by.get(202), by.get(203)),
        FAXTOTAL: by.get(300),
        PRINTTOTAL: by.get(400),
        PRINTBLACK: by.get(401),
        PRINTCOLOR: sum(by.get(402), by.get(403)),
        SCANNED: sum(by.get(870), by.get(871)),
      })
    },
  },
}
