import { integer } from '../clean.ts'
import { count, infoOf, sum } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** Pantum's private tree: serial number and firmware in several places, page counters in 1.1.3. */
const base = ent('40093')
const counters = `${base}.1.1.3`
const kilobytes = '1.3.6.1.2.1.25.2.2.0'

export const pantum: DeviceModule = {
  name: 'pantum',
  match: [{ object: ent('40093.1.1') }],
  model: '1.3.6.1.2.1.43.5.1.1.16.1',
  serial: [
    `${base}.1.1.1.5`,
    `${base}.1.1.1.5.0`,
    `${base}.6.1.2`,
    `${base}.6.1.2.0`,
    `${base}.10.1.1.4`,
    `${base}.10.1.1.4.0`,
  ],
  firmwares: [
    {
      name: 'Pantum',
      description: 'Pantum firmware',
      type: 'printer',
      version: [`${base}.1.1.1.1`, `${base}.1.1.1.1.0`],
    },
  ],
  inventory: {
    needs: [kilobytes, ...[1, 9, 12].flatMap((number) => [`${counters}.${number}`, `${counters}.${number}.0`])],
    apply: ({ value }, document) => {
      const at = (number: number) => integer(value(`${counters}.${number}`) ?? value(`${counters}.${number}.0`))
      count(document, { DUPLEX: at(1), COPYTOTAL: at(9), PRINTTOTAL: at(12), TOTAL: sum(at(9), at(12)) })
      const memory = integer(value(kilobytes))
      const info = infoOf(document)
      if (info.RAM === undefined && memory !== undefined) info.RAM = Math.trunc(memory / 1024)
    },
  },
}
