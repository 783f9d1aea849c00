import { type DeviceModule, ent } from './module.ts'

/** RADWARE-MIB of DefensePro; other devices below this number (RADLAN's) have none of these and go on unharmed. */
export const defensePro: DeviceModule = {
  name: 'defensepro',
  match: [{ object: ent('89') }],
  model: ent('89.2.14.0'),
  serial: ent('89.2.12.0'),
  firmware: [ent('89.35.1.34.0'), ent('89.35.1.34')],
  mac: ent('89.35.1.69.5.0'),
}
