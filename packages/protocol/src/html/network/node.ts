import { type Identity, identityFrom, ownMac } from '../../model/device/identity.ts'
import type { DeviceContent, DeviceDocument, FoundContent } from '../../model/device/table.ts'

/** What a device says of who is at the other end of a port, as far as it says it. */
export interface Neighbour {
  readonly name: string
  readonly port: string
  readonly ip: string
  /** Lower case. */
  readonly mac: string
  readonly model: string
}

/** A port with something behind it. */
interface Port {
  readonly name: string
  /** By LLDP, CDP or EDP. */
  readonly neighbours: readonly Neighbour[]
  /** Hardware addresses that were seen there (forwarding table), lower case. */
  readonly seen: readonly string[]
}

/** A device as the page of a network knows it: of one document, or of several joined. */
export interface Node {
  readonly identity: Identity
  readonly name: string
  /** The address that was searched, or else the first that it has. */
  readonly address: string
  readonly addresses: readonly string[]
  /** Of itself and its ports, lower case. */
  readonly macs: readonly string[]
  /** In the words of the protocol; empty: nothing tells. */
  readonly type: string
  readonly product: string
  readonly serial: string
  readonly location: string
  /** Why it could not be described. */
  readonly problem: string
  readonly ports: readonly Port[]
}

/** What the page needs of a document: the rest, which is far more, need not be kept. */
export function nodeOf(document: DeviceDocument): Node {
  return document.query === 'NETDISCOVERY' ? foundNode(document.content) : describedNode(document.content)
}

const words = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' ')

function foundNode({ DEVICE: found = {} }: FoundContent): Node {
  const tried = found.IP ?? []
  const addresses = [...new Set([...tried, ...(found.IPS?.IP ?? [])])]
  const dns = found.DNSHOSTNAME ?? ''
  return {
    identity: identityFrom(found.SERIAL ?? '', found.MAC ?? '', addresses),
    // An address that only answers has itself for a name.
    name: found.SNMPHOSTNAME ?? found.NETBIOSNAME ?? (addresses.includes(dns) ? '' : dns),
    address: addresses[0] ?? '',
    addresses,
    macs: macsOf([found.MAC]),
    type: typeOf(found.TYPE),
    product: words(found.MANUFACTURER ?? found.NETPORTVENDOR, found.MODEL),
    serial: found.SERIAL ?? '',
    location: found.LOCATION ?? '',
    problem: '',
    ports: [],
  }
}

function describedNode({ INFO: info = {}, PORTS: ports = [], ERROR: error }: DeviceContent): Node {
  const addresses = [...new Set([...(info.IPS?.IP ?? []), ...ports.flatMap(({ IPS, IP }) => IPS?.IP ?? IP ?? [])])]
  return {
    identity: identityFrom(info.SERIAL ?? '', info.MAC ?? '', addresses),
    name: info.NAME ?? '',
    address: addresses.find((one) => !local.test(one)) ?? addresses[0] ?? '',
    addresses,
    macs: macsOf([info.MAC, ...ports.map(({ MAC }) => MAC)]),
    type: typeOf(info.TYPE ?? error?.TYPE),
    product: words(info.MANUFACTURER, info.MODEL),
    serial: info.SERIAL ?? '',
    location: info.LOCATION ?? '',
    problem: error?.MESSAGE ?? '',
    ports: ports.flatMap((port) => portOf(port) ?? []),
  }
}

/** Addresses that mean nothing to others. */
const local = /^(?:127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe80:)/i

const typeOf = (type: string | undefined): string =>
  type?.toUpperCase() === 'UNMANAGED' ? '' : (type ?? '').toUpperCase()

const macsOf = (macs: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(macs.map((mac) => ownMac(mac ?? '')).filter((mac) => mac !== '')),
]

function portOf(port: NonNullable<DeviceContent['PORTS']>[number]): Port | undefined {
  const connections = port.CONNECTIONS?.CONNECTION ?? []
  const neighbours = connections.flatMap((one): readonly Neighbour[] => {
    const neighbour: Neighbour = {
      name: one.SYSNAME ?? '',
      port: one.IFDESCR ?? (one.IFNUMBER === undefined ? '' : `port ${one.IFNUMBER}`),
      ip: one.IP ?? '',
      mac: ownMac(one.SYSMAC ?? ''),
      model: one.MODEL ?? one.SYSDESCR?.split('\n')[0] ?? '',
    }
    return neighbour.name + neighbour.ip + neighbour.mac === '' ? [] : [neighbour]
  })
  const seen = macsOf(connections.flatMap(({ MAC = [] }) => MAC))
  if (neighbours.length + seen.length === 0) return undefined
  const name = port.IFNAME ?? port.IFDESCR ?? (port.IFNUMBER === undefined ? '' : `port ${port.IFNUMBER}`)
  return { name, neighbours, seen }
}
