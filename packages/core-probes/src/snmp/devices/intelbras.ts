import { type DeviceModule, ent } from './module.ts'

/** The tree of Intelbras cameras and recorders (the same as Dahua's). */
const base = ent('1004849.2.1')

export const intelbras: DeviceModule = {
  name: 'intelbras',
  match: [{ object: ent('1004849') }, { unnamed: true, resource: base }],
  type: 'NETWORKING',
  model: `${base}.2.6.0`,
  serial: `${base}.2.4.0`,
  firmware: `${base}.1.1.0`,
  firmwares: [
    { name: 'Intelbras hardware', description: 'Hardware version', type: 'hardware', version: `${base}.1.2.0` },
    { name: 'Intelbras system', description: 'System version', type: 'system', version: `${base}.2.5.0` },
  ],
}
