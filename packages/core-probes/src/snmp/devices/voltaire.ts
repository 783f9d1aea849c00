import { type DeviceModule, ent } from './module.ts'

/** The InfiniBand switches of Voltaire. */
export const voltaire: DeviceModule = {
  name: 'voltaire',
  match: [{ object: ent('5206') }],
  type: 'NETWORKING',
  model: { oid: '1.3.6.1.2.1.1.5.0', pattern: /^([^-]+)/ },
  serial: ent('5206.3.29.1.3.1007.1'),
  firmware: ent('5206.3.1.0'),
}
