import { add } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** EPSON's private tree: model, serial number, and a table of firmware modules: version (2), name (3, 4). */
const identity = '1248.1.2.2.1.1.1'
const modules = ent('1248.1.2.2.2.1.1')

export const epson: DeviceModule = {
  name: 'epson',
  match: [{ object: ent('1248') }],
  model: ent(`${identity}.2.1`),
  serial: ent(`${identity}.5.1`),
  inventory: {
    walks: [2, 3, 4].map((column) => `${modules}.${column}`),
    apply: (read, document) => {
      const names = read.texts(`${modules}.3`)
      const rows = read.rows(`${modules}.4`).size > 0 ? read.rows(`${modules}.4`) : read.rows(`${modules}.3`)
      for (const row of rows.keys()) {
        const version = read.texts(`${modules}.2`).get(row)
        if (version === undefined) continue
        const name = names.get(row)
        add(document, 'FIRMWARES', {
          NAME: `Epson ${name ?? 'printer'}`,
          DESCRIPTION: 'Epson printer firmware',
          TYPE: 'printer',
          VERSION: version,
          MANUFACTURER: 'Epson',
        })
      }
    },
  },
}
