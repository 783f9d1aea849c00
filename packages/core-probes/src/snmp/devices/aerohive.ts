import { type DeviceModule, ent } from './module.ts'

/** AH-SYSTEM-MIB. */
const base = '26928.1.2'

export const aerohive: DeviceModule = {
  name: 'aerohive',
  match: [{ object: ent('26928') }],
  type: 'NETWORKING',
  manufacturer: { text: 'Aerohive Networks' },
  model: ent(`${base}.6.0`),
  serial: ent(`${base}.5.0`),
  firmware: ent(`${base}.12.0`),
  firmwares: [
    {
      name: 'Aerohive hardware',
      description: 'Aerohive platform hardware version',
      type: 'hardware',
      version: ent(`${base}.8.0`),
    },
  ],
}
