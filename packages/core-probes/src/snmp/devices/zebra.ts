import { type DeviceModule, ent } from './module.ts'

/** ZEBRA-QL-MIB (10642) and ESI-MIB (683) of the older print servers. */
export const zebra: DeviceModule = {
  name: 'zebra',
  match: [{ object: ent('683') }, { object: ent('10642.1.1') }],
  manufacturer: [ent('10642.1.11.0'), { text: 'Zebra Technologies' }],
  model: [ent('10642.1.1.0'), ent('683.6.2.3.2.1.15.1'), ent('10642.200.19.7.0')],
  serial: [ent('10642.1.9.0'), ent('10642.200.19.5.0'), ent('683.1.5.0')],
  firmware: [ent('10642.1.2.0'), ent('683.1.9.0')],
  hostname: ent('10642.1.4.0'),
  firmwares: [
    { name: 'Zebra LinkOS', description: 'Zebra LinkOS version', type: 'system', version: ent('10642.1.18.0') },
  ],
}
