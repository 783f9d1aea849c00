import { integer } from '../clean.ts'
import { count } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** BROTHER-MIB: brNetConfig, brInfo. */
const net = ent('2435.2.4.3.1240.1')
const info = ent('2435.2.3.9.4.2.1.5.5')

export const brother: DeviceModule = {
  name: 'brother',
  match: [
    { object: ent('2435'), instance: `${net}.3.0` },
    { unnamed: true, instance: `${net}.3.0` },
  ],
  priority: 5,
  manufacturer: {
    needs: [`${net}.12.0`],
    from: ({ text }) => (/^brother/i.test(text(`${net}.12.0`) ?? '') ? 'Brother' : undefined),
  },
  model: [
    { oid: '1.3.6.1.2.1.25.3.2.1.3.1', pattern: /^(?:Brother )?(.+)/ },
    { oid: `${net}.12.0`, pattern: /^(?:Brother )?(.+)/ },
  ],
  serial: `${info}.1.0`,
  firmware: `${net}.4.0`,
  hostname: `${net}.1.0`,
  inventory: {
    needs: [`${info}.54.2.2.1.3.3`],
    apply: (read, document) => count(document, { SCANNED: integer(read.value(`${info}.54.2.2.1.3.3`)) }),
  },
}
