import { type DeviceModule, ent } from './module.ts'

/** TPLINK-SYSINFO-MIB: hardware version (the model with its revision), software version, serial number. */
export const tpLink: DeviceModule = {
  name: 'tp-link',
  match: [{ object: ent('11863') }],
  model: ent('11863.6.1.1.5.0'),
  serial: ent('11863.6.1.1.8.0'),
  firmware: ent('11863.6.1.1.6.0'),
}
