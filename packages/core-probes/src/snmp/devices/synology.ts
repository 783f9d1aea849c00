import { integer } from '../clean.ts'
import { add } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** SYNOLOGY-SYSTEM-MIB, -DISK-MIB (id 2, model 3, interface 4, name 12) and -RAID-MIB (name 2, free 4, total 5; bytes). */
const system = ent('6574.1.5')
const disks = ent('6574.2.1.1')
const raids = ent('6574.3.1.1')

const megabytes = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : Math.trunc(bytes / 1_000_000)

export const synology: DeviceModule = {
  name: 'synology',
  match: [{ object: ent('6574') }, { object: ent('8072.3.2.10'), instance: `${system}.1.0` }],
  type: 'STORAGE',
  manufacturer: { text: 'Synology' },
  model: `${system}.1.0`,
  serial: `${system}.2.0`,
  firmwares: [{ name: 'Synology DSM', description: 'Synology DSM firmware', type: 'system', version: `${system}.3.0` }],
  inventory: {
    walks: [2, 3, 4, 12].map((column) => `${disks}.${column}`).concat([2, 4, 5].map((column) => `${raids}.${column}`)),
    apply: (read, document) => {
      const disk = (column: number, row: string) => read.texts(`${disks}.${column}`).get(row)
      for (const row of read.rows(`${disks}.2`).keys()) {
        const model = disk(3, row)
        add(document, 'STORAGES', {
          NAME: disk(12, row) ?? disk(2, row),
          MANUFACTURER: model?.split(' ', 1)[0],
          MODEL: model,
          INTERFACE: disk(4, row),
          TYPE: 'disk',
        })
      }
      for (const [row, name] of read.texts(`${raids}.2`)) {
        const size = (column: number) => megabytes(integer(read.rows(`${raids}.${column}`).get(row)))
        add(document, 'DRIVES', { VOLUMN: name, FREE: size(4), TOTAL: size(5) })
      }
    },
  },
}
