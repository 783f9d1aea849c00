import { type DeviceModule, ent } from './module.ts'

/** OKI's private tree, print server of the device: model, serial number. */
const base = ent('2001.1.1.1.1.11.1.10')

export const oki: DeviceModule = {
  name: 'oki',
  match: [{ object: ent('2001') }],
  model: `${base}.25.0`,
  serial: `${base}.45.0`,
}
