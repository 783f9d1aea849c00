import { integer, mac, plain } from '../clean.ts'
import { portsOf } from './document.ts'
import { type DeviceModule, described, ent, type Read } from './module.ts'
import { shown } from './source.ts'

/** AI-AP-MIB: aiVirtualControllerVersion, and tables whose index is the MAC of an access point. */
const instant = ent('14823.2.3.3.1')
const serials = `${instant}.2.1.1.4`
const models = `${instant}.2.1.1.6`
const networks = `${instant}.2.3.1.3`
const stations = `${instant}.2.3.1.4`
/** dot1qTpFdbStatus (Q-BRIDGE-MIB, RFC 4363); `self` is the access point that answers. */
const forwarding = '1.3.6.1.2.1.17.7.1.2.2.1.3'
const self = 4

/** The index of the answering access point in the cluster's tables. */
function ownRow(read: Read): string | undefined {
  for (const [index, value] of read.rows(forwarding))
    if (integer(value) === self) return index.split('.').slice(-6).join('.')
  const rows = [...read.rows(models).keys()]
  return rows.length === 1 ? rows[0] : undefined
}

const own = (column: string) => (read: Read) => {
  const row = ownRow(read)
  return row === undefined ? undefined : read.rows(column).get(row)
}

export const arubaInstant: DeviceModule = {
  name: 'aruba-instant',
  match: [{ object: ent('14823.1.2') }],
  type: 'NETWORKING',
  firmware: `${instant}.1.4.0`,
  serial: { walks: [forwarding, models, serials], from: own(serials) },
  model: {
    needs: ['1.3.6.1.2.1.1.1.0'],
    walks: [forwarding, models],
    from: (read) => {
      const value = own(models)(read)
      const [, named] = /\(MODEL: ([^)]+)\)/.exec(shown(read.known.description ?? '')) ?? []
      const model = value === undefined ? named : plain(value)
      return model === undefined ? undefined : `AP ${model}`
    },
  },
  inventory: {
    walks: [networks, stations],
    apply: (read, document) => {
      const ports = portsOf(document)
      for (const [row, value] of read.rows(stations)) {
        const network = read.texts(networks).get(row)
        const port = ports.find(({ MAC }) => MAC !== undefined && MAC === mac(value))
        if (network === undefined || port === undefined) continue
        const radio = /^radio(\d)/.exec(String(port.IFDESCR ?? ''))?.[1]
        port.IFALIAS = port.IFDESCR
        port.IFNAME = `${network}${radio === '0' ? ' (5GHz)' : radio === '1' ? ' (2.4GHz)' : ''}`
      }
    },
  },
}

/** WLSX-SYSTEMEXT-MIB of the mobility controllers: serial number, host name, model. */
const controller = '14823.2.2.1.2.1'

export const arubaController: DeviceModule = {
  name: 'aruba-controller',
  match: [{ object: ent('14823.1.1') }],
  type: 'NETWORKING',
  model: [described(/\(MODEL: ([^)]+)\)/), ent(`${controller}.3.0`)],
  otherwise: { serial: ent(`${controller}.29.0`) },
}
