import { integer } from '../clean.ts'
import { add } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** IFT-SNMP-MIB: the controller, and its drives. */
const controller = ent('1714.1.1.1.1')
const drives = ent('1714.1.1.6.1')
const columns = { blocks: 7, blockSize: 8, status: 11, model: 15, firmware: 16, serial: 17 } as const

/** No drive in the slot, or none that works: 0x3f absent, 0xfc to 0xff missing, failed or foreign. */
const isAbsent = (status: number | undefined): boolean => status === 0x3f || (status ?? 0) >= 0xfc

export const infortrend: DeviceModule = {
  name: 'infortrend',
  match: [{ object: ent('1714.1.1') }],
  type: 'STORAGE',
  manufacturer: { text: 'Infortrend Technology, Inc.' },
  model: `${controller}.15.0`,
  serial: `${controller}.10.0`,
  firmware: {
    needs: [`${controller}.4.0`, `${controller}.5.0`],
    from: ({ text }) => {
      const parts = [text(`${controller}.4.0`), text(`${controller}.5.0`)].filter((part) => part !== undefined)
      return parts.length === 0 ? undefined : parts.join('.')
    },
  },
  inventory: {
    walks: Object.values(columns).map((column) => `${drives}.${column}`),
    apply: (read, document) => {
      for (const [row, model] of read.texts(`${drives}.${columns.model}`)) {
        const of = (column: number) => integer(read.rows(`${drives}.${column}`).get(row))
        const serial = read.texts(`${drives}.${columns.serial}`).get(row)
        if (serial === undefined || isAbsent(of(columns.status))) continue
        const [blocks, exponent] = [of(columns.blocks), of(columns.blockSize)]
        const known = blocks !== undefined && exponent !== undefined && exponent < 64
        add(document, 'STORAGES', {
          NAME: model,
          MODEL: model,
          SERIAL: serial,
          SERIALNUMBER: serial,
          FIRMWARE: read.texts(`${drives}.${columns.firmware}`).get(row),
          TYPE: 'disk',
          DISKSIZE: known ? Math.trunc((blocks * 2 ** exponent) / 1_000_000) : undefined,
        })
      }
    },
  },
}
