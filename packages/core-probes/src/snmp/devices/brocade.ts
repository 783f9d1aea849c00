import { type DeviceModule, described, ent } from './module.ts'

/** FOUNDRY-SN-AGENT-MIB: snChasSerNum, snAgImgVer. */
export const foundry: DeviceModule = {
  name: 'foundry',
  match: [{ object: ent('1991') }],
  serial: ent('1991.1.1.1.1.2.0'),
  firmware: ent('1991.1.1.2.1.11.0'),
}

/** SW-MIB of the Fibre Channel switches: swSsn, swFirmwareVersion. */
export const brocade: DeviceModule = {
  name: 'brocade',
  match: [{ object: ent('1588.2.1.1') }],
  otherwise: {
    model: described(/^(?!Fibre Channel)(\S*-\S+)$/),
    serial: ent('1588.2.1.1.1.1.10.0'),
    firmware: { oid: ent('1588.2.1.1.1.1.6.0'), pattern: /^v?(.+)/ },
  },
}
