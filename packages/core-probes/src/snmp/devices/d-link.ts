import { compareOids } from '../oid.ts'
import { type DeviceModule, described, ent, type Source } from './module.ts'

/** EQUIPMENT-MIB, swUnitMgmtTable: serial number by unit. */
const serials = ent('171.12.11.1.9.4.1.17')

const firstUnit: Source = {
  walks: [serials],
  from: ({ rows }) => [...rows(serials)].sort(([a], [b]) => compareOids(a, b))[0]?.[1],
}

/** The model is in sysDescr: `DES-3200-18 Fast Ethernet Switch`. */
export const dLink: DeviceModule = {
  name: 'd-link',
  match: [{ object: ent('171') }],
  otherwise: { serial: firstUnit, model: described(/^(D[A-Z]{2}-\d[\w/-]*)\b/) },
}
