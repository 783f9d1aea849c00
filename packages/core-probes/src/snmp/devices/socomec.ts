import { type DeviceModule, ent } from './module.ts'

/** SOCOMECUPS7-MIB: model, serial number, firmware. */
const model = ent('4555.1.1.7.1.1.1.0')

export const socomec: DeviceModule = {
  name: 'socomec',
  match: [{ object: ent('4555') }, { object: ent('8072.3.2.10'), instance: model }],
  type: 'POWER',
  manufacturer: { text: 'Socomec' },
  model,
  serial: ent('4555.1.1.7.1.1.2.0'),
  firmwares: [{ name: 'Socomec', description: 'Socomec firmware', type: 'device', version: ent('4555.1.1.7.1.1.5.0') }],
}
