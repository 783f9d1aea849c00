import { type DeviceModule, ent } from './module.ts'

/** PAN-COMMON-MIB: panSysSwVersion, panSysSerialNumber. */
export const paloAlto: DeviceModule = {
  name: 'palo-alto',
  match: [{ object: ent('25461') }],
  serial: ent('25461.2.1.2.1.3.0'),
  firmware: ent('25461.2.1.2.1.1.0'),
}
