import { type DeviceModule, ent } from './module.ts'

/** FORTINET-CORE-MIB fnSysSerial; FORTINET-FORTIGATE-MIB fgSysVersion. */
export const fortinet: DeviceModule = {
  name: 'fortinet',
  match: [{ object: ent('12356') }],
  serial: ent('12356.100.1.1.1.0'),
  firmware: ent('12356.101.4.1.1.0'),
}
