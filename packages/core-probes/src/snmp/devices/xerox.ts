import { integer } from '../clean.ts'
import { count, sum } from './document.ts'
import { type DeviceModule, described, ent } from './module.ts'

/** XEROX-HOST-RESOURCES-EXT-MIB: counters by function. */
const counters = ent('253.8.53.13.2.1')
const arcs = {
  PRINTTOTAL: ['6.1.20.1'],
  PRINTCOLOR: ['6.1.20.33'],
  PRINTBLACK: ['6.1.20.34'],
  COPYCOLOR: ['6.11.20.25'],
  COPYBLACK: ['6.11.20.3'],
  SCANNED: ['6.10.20.11', '6.10.20.12'],
} as const

export const xerox: DeviceModule = {
  name: 'xerox',
  match: [{ object: ent('253.8') }, { object: ent('297.1') }],
  /** `Xerox Color 570;System 55.40.61,ESS1.208.6`. */
  model: ['1.3.6.1.2.1.25.3.2.1.3.1', described(/^([^;,]+)(?:;|$)/)],
  inventory: {
    needs: Object.values(arcs)
      .flat()
      .map((one) => `${counters}.${one}`),
    apply: (read, document) => {
      const found: Record<string, number | undefined> = {}
      for (const [name, places] of Object.entries(arcs))
        found[name] = sum(...places.map((place) => integer(read.value(`${counters}.${place}`))))
      count(document, { ...found, COPYTOTAL: sum(found.COPYBLACK, found.COPYCOLOR) })
    },
  },
}
