import { type DeviceModule, described, ent } from './module.ts'

/** Power distribution and UPS makers whose tree holds plain values. */

/** PDU2-MIB: nameplate of the first PDU (pduModel, pduSerialNumber). */
export const raritan: DeviceModule = {
  name: 'raritan',
  match: [{ object: ent('13742') }],
  type: 'POWER',
  model: [ent('13742.6.3.2.1.1.3.1'), described(/\bMD:(\S+)/)],
  serial: ent('13742.6.3.2.1.1.4.1'),
  firmware: described(/\bFW:(\S+)/),
}

/** Sentry3-MIB and Sentry4-MIB: systemVersion `Sentry Switched CDU Version 7.0c`. */
export const serverTechnology: DeviceModule = {
  name: 'server-technology',
  match: [{ object: ent('1718') }],
  type: 'POWER',
  firmware: [
    { oid: ent('1718.3.1.1.0'), pattern: /\bVersion (\S+)/ },
    { oid: ent('1718.4.1.1.1.2.0'), pattern: /\bVersion (\S+)/ },
  ],
  serial: [ent('1718.3.1.2.0'), ent('1718.4.1.1.1.3.0')],
}

/** CPS-MIB: UPS identity, then that of an ePDU and ePDU2. */
export const cyberPower: DeviceModule = {
  name: 'cyberpower',
  match: [{ object: ent('3808') }],
  type: 'POWER',
  model: [ent('3808.1.1.1.1.1.1.0'), ent('3808.1.1.3.1.5.0'), ent('3808.1.1.6.2.1.8.1')],
  serial: [ent('3808.1.1.1.1.2.3.0'), ent('3808.1.1.3.1.6.0'), ent('3808.1.1.6.2.1.9.1')],
  firmware: [ent('3808.1.1.1.1.2.1.0'), ent('3808.1.1.3.1.3.0'), ent('3808.1.1.6.2.1.6.1')],
}

/** LIEBERT-GP-AGENT-MIB: lgpAgentIdentModel, FirmwareVersion, SerialNumber. */
export const liebert: DeviceModule = {
  name: 'liebert',
  match: [{ object: ent('476.1.42') }],
  type: 'POWER',
  model: [ent('476.1.42.2.1.2.0'), described(/^Liebert (.+)/)],
  serial: ent('476.1.42.2.1.4.0'),
  firmware: ent('476.1.42.2.1.3.0'),
}

/** DATAPROBE-IBOOTPDU-MIB: firmware, model. */
const iBoot = ent('1418.6.1.4.0')

export const dataprobe: DeviceModule = {
  name: 'dataprobe',
  match: [{ object: ent('1418') }, { object: ent('8072.3.2.10'), instance: iBoot }],
  type: 'POWER',
  manufacturer: { text: 'Dataprobe' },
  model: iBoot,
  firmware: ent('1418.6.1.1.0'),
}

/** DeltaUPS-MIB: dupsIdentManufacturer, Model, firmware. */
export const delta: DeviceModule = {
  name: 'delta',
  match: [{ object: ent('2254.2') }],
  type: 'POWER',
  manufacturer: ent('2254.2.4.1.1.0'),
  model: ent('2254.2.4.1.2.0'),
  firmware: ent('2254.2.4.1.3.0'),
}

/** MFA: Dell's rack UPS, DELL-SNMP-UPS-MIB physicalIdent: product name, serial number, firmware. */
export const dellUps: DeviceModule = {
  name: 'dell-ups',
  match: [{ object: ent('674.10902') }],
  type: 'POWER',
  model: [ent('674.10902.2.120.1.1.0'), described(/^(Dell UPS .+)/)],
  serial: ent('674.10902.2.120.1.4.0'),
  firmware: ent('674.10902.2.120.1.3.0'),
}

/** Rittal CMC III: `Rittal LCP SN 41326588 HW V4.01 - SW V3.17.10`. */
export const rittal: DeviceModule = {
  name: 'rittal',
  match: [{ object: ent('2606') }],
  otherwise: {
    model: described(/^Rittal (.+?) SN\b/),
    serial: described(/\bSN (\w+)/),
    firmware: described(/\bSW (V?[\w.]+)/),
  },
}
