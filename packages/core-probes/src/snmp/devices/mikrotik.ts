import { type DeviceModule, described, ent } from './module.ts'

/** MIKROTIK-MIB: mtxrLicVersion, mtxrSerialNumber. The model is in sysDescr: `RouterOS RB433GL`. */
export const mikrotik: DeviceModule = {
  name: 'mikrotik',
  match: [{ object: ent('14988.1') }],
  model: described(/RouterOS\s+(.+)/),
  serial: ent('14988.1.1.7.3.0'),
  firmware: ent('14988.1.1.7.4.0'),
}

/** Switches with SwOS: `CSS106-1G-4P-1S SwOS v2.18`. */
export const swos: DeviceModule = {
  name: 'swos',
  match: [{ object: ent('14988.2') }],
  model: described(/^(\S+) SwOS\b/),
  firmware: described(/\bSwOS v(\S+)/),
}
