import { integer } from '../clean.ts'
import { add, count, sum } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** The private tree of Konica Minolta: model, modules with their versions, and counters by function. */
const base = '18334.1.1.1'
const names = ent(`${base}.5.5.1.1.2`)
const versions = ent(`${base}.5.5.1.1.3`)
const counters = ent(`${base}.5.7.2`)

export const konica: DeviceModule = {
  name: 'konica',
  match: [{ object: ent(`${base}.2`) }],
  model: { oid: ent('18334.1.1.1.1.6.2.1.0'), pattern: /^(?:konica(?: minolta)?\s+)?(.+)/i },
  inventory: {
    needs: ['1.1.0', '1.3.0', '2.1.5.1.1', '2.1.5.1.2', '2.1.5.2.1', '2.1.5.2.2', '3.1.5.1'].map(
      (arcs) => `${counters}.${arcs}`,
    ),
    walks: [names, versions],
    apply: (read, document) => {
      const at = (arcs: string) => integer(read.value(`${counters}.${arcs}`))
      const [copyBlack, printBlack, copyColor, printColor] = ['2.1.5.1.1', '2.1.5.1.2', '2.1.5.2.1', '2.1.5.2.2'].map(
        at,
      )
      count(document, {
        TOTAL: at('1.1.0'),
        RECTOVERSO: at('1.3.0'),
        COPYBLACK: copyBlack,
        PRINTBLACK: printBlack,
        COPYCOLOR: copyColor,
        PRINTCOLOR: printColor,
        SCANNED: at('3.1.5.1'),
        COPYTOTAL: sum(copyBlack, copyColor),
        PRINTTOTAL: sum(printBlack, printColor),
      })
      for (const [row, name] of read.texts(names)) {
        const version = read.texts(versions).get(row)
        if (version === undefined || version === '-' || version === 'Registered') continue
        add(document, 'FIRMWARES', {
          NAME: name,
          DESCRIPTION: `${name} firmware`,
          TYPE: 'printer',
          VERSION: version,
          MANUFACTURER: read.known.manufacturer,
        })
      }
    },
  },
}
