import { type DeviceModule, ent } from './module.ts'

/** MULTITECH-MCONNECT MIB: model, serial number, firmware. */
const model = ent('995.15.1.1.1.0')

export const multitech: DeviceModule = {
  name: 'multitech',
  match: [
    { object: ent('995'), instance: model },
    { unnamed: true, instance: model },
  ],
  type: 'NETWORKING',
  manufacturer: { text: 'Multitech' },
  model,
  serial: ent('995.15.1.1.2.0'),
  firmware: ent('995.15.1.1.3.0'),
  hostname: {
    from: ({ known: { model: named, serial } }) =>
      named === undefined || serial === undefined ? undefined : `${named}_${serial}`,
  },
}
