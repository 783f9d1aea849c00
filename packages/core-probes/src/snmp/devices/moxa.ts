import { type DeviceModule, ent } from './module.ts'

/** Each product has its own tree, which sysObjectID names; the model stands there in 1.2 or 2. */
export const moxa: DeviceModule = {
  name: 'moxa',
  match: [{ object: ent('8691.7') }],
  model: [{ own: '1.2.0' }, { own: '2.0' }],
  firmware: [{ own: '1.4.0' }, { own: '4.0' }],
}
