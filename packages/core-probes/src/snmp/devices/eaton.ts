import { type DeviceModule, ent } from './module.ts'

/** EATON-EPDU-MIB: unit name table, first unit. */
export const eatonEpdu: DeviceModule = {
  name: 'eaton-epdu',
  match: [{ object: ent('534.6.6.7') }],
  type: 'POWER',
  model: ent('534.6.6.7.1.2.1.3.0'),
  serial: ent('534.6.6.7.1.2.1.4.0'),
  firmware: ent('534.6.6.7.1.2.1.5.0'),
}

/** XUPS-MIB (Powerware): xupsIdentModel, SoftwareVersion; MG-SNMP-UPS-MIB (MGE): family, model, serial number, firmware. */
export const eatonUps: DeviceModule = {
  name: 'eaton-ups',
  match: [{ object: ent('534.1') }, { object: ent('534.2') }, { object: ent('705') }],
  type: 'POWER',
  model: [
    ent('534.1.1.2.0'),
    {
      needs: [ent('705.1.1.1.0'), ent('705.1.1.2.0')],
      from: ({ text }) => {
        const parts = [text(ent('705.1.1.1.0')), text(ent('705.1.1.2.0'))].filter((part) => part !== undefined)
        return parts.length === 0 ? undefined : parts.join(' ')
      },
    },
  ],
  serial: ent('705.1.1.7.0'),
  firmware: ent('705.1.1.4.0'),
}
