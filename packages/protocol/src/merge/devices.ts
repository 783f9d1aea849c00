import { fromNode } from '../content/additional.ts'
import { childText } from '../content/document.ts'
import { type Identity, identityFrom, keysOf, sameDevice } from '../model/device/identity.ts'
import type { XmlNode } from '../xml/read.ts'

/** Messages about devices, by their QUERY. */
export const deviceQueries: ReadonlySet<string> = new Set(['NETDISCOVERY', 'SNMPQUERY', 'NETINVENTORY'])

/** A device as a shard reports it, with the message it came in. */
export interface FoundDevice {
  readonly device: XmlNode
  readonly query: string
  readonly root: XmlNode
  readonly identity: Identity
}

/** The devices of a NETDISCOVERY or SNMPQUERY message; what it says of the run itself is no result. */
export function devicesOf(root: XmlNode): readonly FoundDevice[] {
  const query = childText(root, 'QUERY')
  const content = root.children.find(({ name }) => name === 'CONTENT')
  return (content?.children ?? [])
    .filter(({ name }) => name === 'DEVICE')
    .map((device) => ({ device, query, root, identity: identityOf(device) }))
}

/** NETDISCOVERY says it in the device itself, SNMPQUERY in its INFO. */
function identityOf(device: XmlNode): Identity {
  const info = device.children.find(({ name }) => name === 'INFO') ?? device
  const list = info.children.find(({ name }) => name === 'IPS')
  const ips = [info, ...(list ? [list] : [])].flatMap(({ children }) =>
    children.filter(({ name }) => name === 'IP').map(({ text }) => text.trim()),
  )
  return identityFrom(childText(info, 'SERIAL'), childText(info, 'MAC'), ips)
}

export interface Devices {
  readonly kept: readonly FoundDevice[]
  /** Each with the one that stays in its place. */
  readonly removed: readonly (readonly [removed: FoundDevice, kept: FoundDevice])[]
}

/** Reports with one address are compared with so many others: a document made to keep us busy has thousands. */
const mostCandidates = 256

/** The first report of each device stays, whole. Only reports of the same kind are compared. */
export function distinctDevices(found: readonly FoundDevice[]): Devices {
  const kept: FoundDevice[] = []
  const removed: (readonly [FoundDevice, FoundDevice])[] = []
  const seen = new Map<string, FoundDevice[]>()
  for (const one of found) {
    const names = keysOf(one.identity).map((name) => `${one.query} ${name}`)
    const double = names
      .flatMap((name) => seen.get(name) ?? [])
      .find((other) => sameDevice(one.identity, other.identity))
    if (double) removed.push([one, double])
    else {
      kept.push(one)
      for (const name of names) {
        const others = seen.get(name)
        if (others && others.length < mostCandidates) others.push(one)
        else if (!others) seen.set(name, [one])
      }
    }
  }
  return { kept, removed }
}

/** A message of its own for the device: servers take no two of them in one. */
export function deviceMessage({ device, root }: FoundDevice): unknown {
  const { CONTENT: content, ...envelope } = fromNode(root) as Record<string, unknown>
  const { DEVICE: _, AGENT: __, ...frame } = content as Record<string, unknown>
  return { REQUEST: { ...envelope, CONTENT: { ...frame, DEVICE: fromNode(device) } } }
}
