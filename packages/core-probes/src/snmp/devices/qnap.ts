import { type DeviceModule, ent } from './module.ts'

/** NAS-MIB: modelName, hostName's neighbours; QTS 5 has them below 55062. */
const model = ent('24681.2.2.12.0')

export const qnap: DeviceModule = {
  name: 'qnap',
  match: [{ object: ent('24681') }, { object: ent('55062') }, { unnamed: true, instance: model }],
  priority: 5,
  type: 'STORAGE',
  manufacturer: { text: 'Qnap' },
  model: [model, ent('24681.1.2.12.0'), ent('55062.1.12.3.0')],
  serial: ent('55062.1.12.4.0'),
}
