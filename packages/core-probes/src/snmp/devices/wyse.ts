import { type DeviceModule, described, ent } from './module.ts'

/** Thin clients with ThinOS; sysDescr is the model, then the version. */
export const wyse: DeviceModule = {
  name: 'wyse',
  match: [{ object: ent('714.1.2') }],
  type: 'NETWORKING',
  manufacturer: { text: 'Dell' },
  model: {
    from: ({ known }) => (known.description === undefined ? undefined : `Wyse ${known.description.split(/\s/, 1)[0]}`),
  },
  serial: ent('714.1.2.6.2.1.0'),
  firmwares: [{ name: 'ThinOS', description: 'ThinOS firmware', type: 'system', version: described(/^\S+\s+(.+)/) }],
}
