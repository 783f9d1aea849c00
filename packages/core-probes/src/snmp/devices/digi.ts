import { integer } from '../clean.ts'
import { add } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** The Sarian/Digi TransPort MIB: mobile (2) and system (3). */
const base = ent('16378.10000')
const technologies = ['', 'unknown', 'gprs', 'edge', 'umts', 'hsdpa', 'hsupa', 'hspa', 'lte']

export const digi: DeviceModule = {
  name: 'digi',
  match: [{ object: ent('16378') }, { object: ent('332'), resource: base }, { unnamed: true, resource: base }],
  serial: `${base}.3.15.0`,
  firmware: `${base}.3.16.0`,
  firmwares: [{ name: 'Digi modem', description: 'Digi modem firmware', type: 'modem', version: `${base}.3.20.0` }],
  inventory: {
    needs: ['2.7', '2.19', '2.20', '2.21', '2.22', '2.26', '2.30', '3.14', '3.19'].map((arcs) => `${base}.${arcs}.0`),
    apply: ({ text, value }, document) => {
      const at = (arcs: string) => text(`${base}.${arcs}.0`)
      const modem = { DESCRIPTION: at('3.14'), MODEL: at('3.19'), SERIAL: at('2.19') }
      if (Object.values(modem).some((one) => one !== undefined)) {
        const technology = technologies[integer(value(`${base}.2.7.0`)) ?? 0]
        add(document, 'MODEMS', { NAME: 'Digi modem', ...modem, TYPE: technology })
      }
      if (at('2.20') === undefined && at('2.21') === undefined) return
      const [, operator, code] = /^(.*?),\s*(\d+)$/.exec(at('2.22') ?? '') ?? []
      add(document, 'SIMCARDS', {
        ICCID: at('2.20'),
        IMSI: at('2.21'),
        OPERATOR_NAME: operator,
        OPERATOR_CODE: code,
        STATE: [at('2.30') === undefined ? undefined : `SIM${at('2.30')}`, at('2.26')].filter(Boolean).join(' - '),
      })
    },
  },
}
