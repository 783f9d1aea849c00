import { type DeviceModule, ent } from './module.ts'

/** RUCKUS-HWINFO-MIB (model, serial number) and RUCKUS-SWINFO-MIB (version of the first image). */
const base = ent('25053.1.1')

export const ruckus: DeviceModule = {
  name: 'ruckus',
  match: [{ object: ent('25053.3') }],
  type: 'NETWORKING',
  model: [`${base}.2.1.1.1.1.0`, ent('25053.1.15.1.1.1.1.9.0'), ent('25053.1.2.1.1.1.1.9.0')],
  serial: [`${base}.2.1.1.1.2.0`, ent('25053.1.15.1.1.1.1.15.0'), ent('25053.1.2.1.1.1.1.15.0')],
  firmware: [`${base}.3.1.1.1.1.1.3.1`, ent('25053.1.15.1.1.1.1.18.0'), ent('25053.1.2.1.1.1.1.18.0')],
}
