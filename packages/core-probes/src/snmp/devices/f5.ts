import { type DeviceModule, ent } from './module.ts'

/** F5-BIGIP-SYSTEM-MIB: sysGeneralChassisSerialNum, sysPlatformInfoMarketingName, sysProductVersion. */
export const f5: DeviceModule = {
  name: 'f5',
  match: [{ object: ent('3375') }],
  model: ent('3375.2.1.3.5.2.0'),
  serial: ent('3375.2.1.3.3.3.0'),
  firmware: ent('3375.2.1.4.2.0'),
}
