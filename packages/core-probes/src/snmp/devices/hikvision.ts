import { type DeviceModule, ent } from './module.ts'

/** HIKVISION-MIB: device type, MAC. */
const model = ent('39165.1.1.0')

export const hikvision: DeviceModule = {
  name: 'hikvision',
  match: [{ object: ent('39165') }, { object: ent('50001') }, { unnamed: true, instance: model }],
  type: 'NETWORKING',
  manufacturer: { text: 'Hikvision' },
  model,
  mac: ent('39165.1.4.0'),
  serial: { needs: [ent('39165.1.4.0')], from: ({ known }) => known.mac?.replaceAll(':', '') },
  hostname: {
    from: ({ known: { model: named, serial } }) =>
      named === undefined || serial === undefined ? undefined : `${named}_${serial}`,
  },
}
