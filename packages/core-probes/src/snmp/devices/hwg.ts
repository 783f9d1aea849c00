import { type DeviceModule, ent, SYS_DESCR } from './module.ts'

/** STE, Poseidon and WLD MIBs: the MAC as text. */
const addresses = [ent('21796.4.5.70.1.0'), ent('21796.4.1.70.1.0'), ent('21796.4.9.70.1.0')]

export const hwg: DeviceModule = {
  name: 'hwg',
  match: [{ object: ent('21796') }],
  type: 'NETWORKING',
  manufacturer: { text: 'HW group s.r.o' },
  model: SYS_DESCR,
  mac: addresses,
  serial: { needs: addresses, from: ({ known }) => known.mac?.replaceAll(':', '') },
}
