import { integer, mac } from '../clean.ts'
import { compareOids } from '../oid.ts'
import { addPort } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** FIBRE-CHANNEL-FE-MIB (RFC 2837) at its experimental place: F_Port addresses, physical status, the names of those logged in. */
const fe = '1.3.6.1.2.1.75.1'
const ports = `${fe}.1.5.1.2.1`
const states = `${fe}.2.2.1.2.1`
const peers = `${fe}.2.3.1.10.1`

const fibreChannel = 56

export const qlogic: DeviceModule = {
  name: 'qlogic',
  match: [{ object: ent('1663') }, { object: ent('3873') }],
  inventory: {
    walks: [ports, states, peers],
    apply: (read, document) => {
      for (const [row, value] of [...read.rows(ports)].sort(([a], [b]) => compareOids(a, b))) {
        const peer = mac(read.rows(peers).get(`${row}.1`) ?? read.rows(peers).get(row))
        const name = `FC port ${row}`
        addPort(document, {
          IFNUMBER: 100_000 + Number.parseInt(row, 10) * 100,
          IFTYPE: fibreChannel,
          IFDESCR: name,
          IFNAME: name,
          MAC: mac(value),
          IFSTATUS: integer(read.rows(states).get(row)),
          ...(peer === undefined ? {} : { CONNECTIONS: { CONNECTION: { MAC: [peer] } } }),
        })
      }
    },
  },
}
