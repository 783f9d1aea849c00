import { keysOf, sameDevice } from '../../model/device/identity.ts'
import type { Neighbour, Node } from './node.ts'

/** Reports with one key are compared with so many others. */
const mostCandidates = 256

/** Reports of one device as one: found and described, or found at several of its addresses. */
export function joined(reports: readonly Node[]): readonly Node[] {
  const nodes: Node[] = []
  const seen = new Map<string, number[]>()
  for (const report of reports) {
    const keys = keysOf(report.identity)
    const at = keys
      .flatMap((key) => seen.get(key) ?? [])
      .find((one) => sameDevice(report.identity, nodes[one]?.identity ?? report.identity))
    const place = at ?? nodes.length
    const known = nodes[place]
    const node = known ? both(known, report) : report
    nodes[place] = node
    for (const key of keysOf(node.identity)) {
      const others = seen.get(key)
      if (!others) seen.set(key, [place])
      else if (others.length < mostCandidates && !others.includes(place)) others.push(place)
    }
  }
  return nodes
}

/** What the first says, then what only the second says. */
function both(a: Node, b: Node): Node {
  const lists = (x: readonly string[], y: readonly string[]): readonly string[] =>
    y.every((one) => x.includes(one)) ? x : [...new Set([...x, ...y])]
  return {
    identity: {
      serial: a.identity.serial || b.identity.serial,
      mac: a.identity.mac || b.identity.mac,
      ips: lists(a.identity.ips, b.identity.ips),
    },
    name: a.name || b.name,
    address: a.address || b.address,
    addresses: lists(a.addresses, b.addresses),
    macs: lists(a.macs, b.macs),
    type: a.type || b.type,
    product: longer(a.product, b.product),
    serial: a.serial || b.serial,
    location: a.location || b.location,
    problem: a.problem || b.problem,
    ports: a.ports.length >= b.ports.length ? a.ports : b.ports,
  }
}

const longer = (a: string, b: string): string => (b.length > a.length ? b : a)

/** Finds a device by what another one says of it. Who is called by a name that several have is nobody. */
export interface Directory {
  byMac(mac: string): number | undefined
  byNeighbour(neighbour: Neighbour): number | undefined
}

export function directoryOf(nodes: readonly Node[]): Directory {
  const [macs, ips, names, shorts] = [index(), index(), index(), index()]
  for (const [at, node] of nodes.entries()) {
    for (const mac of node.macs) macs.add(mac, at)
    for (const ip of node.identity.ips) ips.add(ip, at)
    names.add(node.name.toLowerCase(), at)
    shorts.add(firstLabel(node.name), at)
  }
  return {
    byMac: macs.of,
    byNeighbour: ({ mac, ip, name }) =>
      macs.of(mac) ?? ips.of(ip) ?? names.of(name.toLowerCase()) ?? shorts.of(firstLabel(name)),
  }
}

const firstLabel = (name: string): string => (/^[\d.]+$/.test(name) ? '' : (name.toLowerCase().split('.')[0] ?? ''))

function index() {
  const places = new Map<string, number | undefined>()
  return {
    add(key: string, at: number): void {
      if (key !== '') places.set(key, places.has(key) && places.get(key) !== at ? undefined : at)
    },
    of: (key: string): number | undefined => places.get(key),
  }
}
