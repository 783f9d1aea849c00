import { plain } from '../clean.ts'
import { infoOf } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** PANASAS-SYSTEM-MIB: the members of the cluster by address (2) with their serial numbers (3). */
const members = ent('10159.1.3.2.1.3.1')
const cluster = ent('10159.1.3.2.1.1.0')

export const panasas: DeviceModule = {
  name: 'panasas',
  match: [{ object: ent('10159.1.3.0') }],
  serial: {
    walks: [`${members}.2`, `${members}.3`],
    from: ({ rows, address }) => {
      const [row] = [...rows(`${members}.2`)].find(([, value]) => plain(value) === address) ?? []
      return row === undefined ? undefined : rows(`${members}.3`).get(row)
    },
  },
  inventory: {
    needs: [cluster],
    apply: ({ text }, document) => {
      const name = text(cluster)
      if (name !== undefined) infoOf(document).NAME = name
    },
  },
}
