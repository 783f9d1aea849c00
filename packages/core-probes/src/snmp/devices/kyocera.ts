import { type DeviceModule, ent } from './module.ts'

/** KYOCERA-Private-MIB: the printer's host name. */
export const kyocera: DeviceModule = {
  name: 'kyocera',
  match: [{ object: ent('1347.41') }],
  hostname: ent('1347.40.10.1.1.5.1'),
}
