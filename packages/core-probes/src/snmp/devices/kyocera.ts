import { type DeviceModule, ent } from './module.ts'

/** KYOCERA-Private-MIB: the printer's host name, serial number and system firmware. */
export const kyocera: DeviceModule = {
  name: 'kyocera',
  match: [{ object: ent('1347.41') }],
  hostname: ent('1347.40.10.1.1.5.1'),
  otherwise: { serial: ent('1347.43.5.1.1.28.1'), firmware: ent('1347.43.5.4.1.5.1.1') },
}
