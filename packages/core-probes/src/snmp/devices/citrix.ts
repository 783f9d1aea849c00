import { type DeviceModule, ent } from './module.ts'

/** NS-ROOT-MIB: sysIpAddress, sysHardwareSerialNumber. */
export const citrixNetscaler: DeviceModule = {
  name: 'citrix-netscaler',
  match: [{ object: ent('5951') }],
  address: ent('5951.4.1.1.2.0'),
  serial: ent('5951.4.1.1.14.0'),
}
