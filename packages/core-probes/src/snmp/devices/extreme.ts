import { type DeviceModule, ent } from './module.ts'

/** EXTREME-SYSTEM-MIB: extremePrimarySoftwareRev. */
export const extreme: DeviceModule = {
  name: 'extreme',
  match: [{ object: ent('1916') }],
  firmware: { oid: ent('1916.1.1.1.13.0'), pattern: /^(?!0$|$).+/ },
}
