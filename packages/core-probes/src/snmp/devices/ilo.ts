import { integer, mac, plain } from '../clean.ts'
import { compareOids } from '../oid.ts'
import type { SnmpValue } from '../port.ts'
import { addPort } from './document.ts'
import { type DeviceModule, ent, type Read } from './module.ts'

/** CPQSM2-MIB: the management controller (9.2.2) and the row of its network interface (9.2.5.1.1). */
const base = '232.9.2.2'
const nic = ent('232.9.2.5.1.1')

/** The values of the row in the order of its columns; agents leave some columns out. */
const row = (read: Read): readonly SnmpValue[] =>
  [...read.rows(nic)].sort(([a], [b]) => compareOids(a, b)).map(([, value]) => value)

export const ilo: DeviceModule = {
  name: 'ilo',
  match: [{ object: ent('232.9.4') }],
  serial: ent(`${base}.15.0`),
  firmware: ent(`${base}.2.0`),
  firmwareDate: ent(`${base}.1.0`),
  mac: { walks: [nic], from: (read) => row(read)[3] },
  address: { walks: [nic], from: (read) => row(read)[4] },
  inventory: {
    walks: [nic],
    apply: (read, document) => {
      const values = row(read)
      if (values.length < 8) return
      const speed = integer(values[8])
      addPort(document, {
        IFNUMBER: 1,
        IFDESCR: values[1] && plain(values[1]),
        MAC: mac(values[3]),
        IFSTATUS: integer(values[6]) === 2 ? 1 : 2,
        IFPORTDUPLEX: integer(values[7]),
        IFSPEED: speed === undefined ? undefined : speed * 1000,
        IFMTU: integer(values[11]),
        IPS: values[4] === undefined ? undefined : { IP: [plain(values[4])] },
      })
    },
  },
}
