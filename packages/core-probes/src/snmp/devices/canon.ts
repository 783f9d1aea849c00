import { integer } from '../clean.ts'
import { count, sum } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** CANON-OEM counters by number; newer devices name theirs in two columns. */
const numbered = ent('1602.1.11.1.3.1.4')
const names = ent('1602.1.11.2.1.1.2')
const values = ent('1602.1.11.2.1.1.3')

export const canon: DeviceModule = {
  name: 'canon',
  match: [{ object: ent('1602.4') }],
  otherwise: { model: [ent('1602.1.1.1.1.0'), '1.3.6.1.4.1.2699.1.2.1.2.1.1.2.1'] },
  serial: ent('1602.1.2.1.8.1.3.1.1'),
  firmware: ent('1602.1.1.1.4.0'),
  inventory: {
    needs: [101, 112, 113, 122, 123, 301, 501].map((number) => `${numbered}.${number}`),
    walks: [names, values],
    apply: (read, document) => {
      const by = (number: number) => integer(read.value(`${numbered}.${number}`))
      const called = new Map<string, number>()
      for (const [row, name] of read.texts(names)) {
        const value = integer(read.rows(values).get(row))
        if (value !== undefined) called.set(name, value)
      }
      const named = (...wanted: string[]) => sum(...wanted.map((name) => called.get(name)))
      count(document, {
        TOTAL: named('Total 1'),
        COPYTOTAL: by(101) ?? named('Copy (Total 1)'),
        COPYBLACK: sum(by(112), by(113)),
        COPYCOLOR: sum(by(122), by(123)),
        PRINTTOTAL: by(301) ?? named('Print (Total 1)'),
        PRINTBLACK: named('Total (Black 1)') ?? named('Total (Black/Large)', 'Total (Black/Small)'),
        PRINTCOLOR: named('Total (Full Color + Single Color/Large)', 'Total (Full Color + Single Color/Small)'),
        SCANNED: by(501) ?? named('Scan (Total 1)'),
      })
    },
  },
}
