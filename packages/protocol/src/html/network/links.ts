import type { Neighbour, Node } from './node.ts'
import { directoryOf } from './nodes.ts'

/** One end of a link: a device by its place, and the name of its port, empty where it is not known. */
export interface LinkEnd {
  readonly at: number
  readonly port: string
}

export interface Link {
  readonly ends: readonly [LinkEnd, LinkEnd]
  /** Did one of them say so (LLDP, CDP, EDP), or was the address of the second seen at the port of the first? */
  readonly told: boolean
}

export interface Topology {
  /** Those that were searched, then neighbours that were not. */
  readonly nodes: readonly Node[]
  /** How many of the nodes were searched. */
  readonly searched: number
  readonly links: readonly Link[]
  /** By node: hardware addresses behind its ports that belong to no device that is known. */
  readonly strangers: ReadonlyMap<number, number>
}

/** Who is connected to whom: what devices say of their neighbours, and for the others where their address was seen. */
export function topologyOf(searched: readonly Node[]): Topology {
  const nodes = [...searched]
  const directory = directoryOf(searched)
  const others = new Map<string, number>()
  const links = new Map<string, Link>()
  const neighbourAt = (neighbour: Neighbour): number => {
    const known = directory.byNeighbour(neighbour)
    if (known !== undefined) return known
    const keys = [neighbour.mac, neighbour.name.toLowerCase(), neighbour.ip].filter((key) => key !== '')
    const at = keys.map((key) => others.get(key)).find((one) => one !== undefined)
    const place = at ?? nodes.push(strangerOf(neighbour)) - 1
    for (const key of keys) if (!others.has(key)) others.set(key, place)
    return place
  }
  const told: Told[] = []
  for (const [at, { ports }] of searched.entries())
    for (const port of ports)
      for (const neighbour of port.neighbours) {
        const other = neighbourAt(neighbour)
        if (other !== at) told.push({ from: { at, port: port.name }, to: { at: other, port: neighbour.port } })
      }
  for (const one of bothSides(told)) add(links, one)
  const bridges = (neighbour: Neighbour): boolean =>
    (searched[directory.byNeighbour(neighbour) ?? -1]?.ports.length ?? 0) > 0
  const { seen, strangers } = seenLinks(searched, links.values(), directory.byMac, bridges)
  for (const one of seen) add(links, one)
  return { nodes, searched: searched.length, links: [...links.values()], strangers }
}

interface Told {
  readonly from: LinkEnd
  readonly to: LinkEnd
}

/** No two devices have more cables between them; a document made to keep us busy may say so. */
const mostBetween = 256

/**
 * Both ends of a link tell of it, each with its own name of its port and what the other calls its own (its number,
 * name or description). So many are told by one side as by the other; those that only one side tells count as they are.
 */
function bothSides(told: readonly Told[]): readonly Link[] {
  const pairs = new Map<string, Told[]>()
  for (const one of told) {
    const key = [one.from.at, one.to.at].sort((a, b) => a - b).join(' ')
    const list = pairs.get(key)
    if (!list) pairs.set(key, [one])
    else if (list.length < mostBetween) list.push(one)
  }
  return [...pairs.values()].flatMap((all) => {
    const first = all[0]?.from.at
    const [mine, theirs] = [all.filter(({ from }) => from.at === first), all.filter(({ from }) => from.at !== first)]
    const rest = [...theirs]
    const links = mine.map(({ from, to }): Link => {
      const match = rest.findIndex((back) => samePort(back.from.port, to.port) || samePort(back.to.port, from.port))
      const [back] = rest.splice(Math.max(match, 0), 1)
      return { ends: [from, { at: to.at, port: back?.from.port ?? to.port }], told: true }
    })
    return [...links, ...rest.map(({ from, to }): Link => ({ ends: [from, to], told: true }))]
  })
}

/** `Gi1/0/1` and `GigabitEthernet1/0/1` are one. */
function samePort(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  const [x, y] = [a, b].map((name) => /^([a-z]*)\D*([\d/.:-]*)$/.exec(name.toLowerCase().slice(0, 64)))
  if (!x || !y) return a.toLowerCase() === b.toLowerCase()
  const [short = '', long = ''] = [x[1] ?? '', y[1] ?? ''].sort((one, other) => one.length - other.length)
  return x[2] === y[2] && x[2] !== '' && long.startsWith(short)
}

function add(links: Map<string, Link>, link: Link): void {
  const [a, b] = link.ends
  const key = [`${a.at} ${a.port}`, `${b.at} ${b.port}`].sort().join('\n')
  if (!links.has(key)) links.set(key, link)
}

/** Devices that nobody tells of stand where their address was seen among the fewest others. */
function seenLinks(
  searched: readonly Node[],
  known: Iterable<Link>,
  byMac: (mac: string) => number | undefined,
  bridges: (neighbour: Neighbour) => boolean,
): { readonly seen: readonly Link[]; readonly strangers: ReadonlyMap<number, number> } {
  const told = new Set([...known].flatMap(({ ends }) => ends.map(({ at }) => at)))
  const best = new Map<number, { readonly end: LinkEnd; readonly among: number }>()
  const nearest = new Map<string, { readonly at: number; readonly among: number }>()
  for (const [at, { ports }] of searched.entries())
    for (const port of ports) {
      // What is seen behind another one that tells what is at its ports is told better there.
      if (port.neighbours.some(bridges)) continue
      const among = port.seen.length
      for (const mac of port.seen) {
        const other = byMac(mac)
        if (other === undefined) {
          if (among < (nearest.get(mac)?.among ?? Number.POSITIVE_INFINITY)) nearest.set(mac, { at, among })
        } else if (other !== at && !told.has(other) && among < (best.get(other)?.among ?? Number.POSITIVE_INFINITY))
          best.set(other, { end: { at, port: port.name }, among })
      }
    }
  const strangers = new Map<number, number>()
  for (const { at } of nearest.values()) strangers.set(at, (strangers.get(at) ?? 0) + 1)
  const seen = [...best].map(([at, { end }]): Link => ({ ends: [end, { at, port: '' }], told: false }))
  return { seen, strangers }
}

const strangerOf = ({ name, ip, mac, model }: Neighbour): Node => ({
  identity: { serial: '', mac, ips: ip === '' ? [] : [ip] },
  name: name || ip || mac,
  address: ip,
  addresses: ip === '' ? [] : [ip],
  macs: mac === '' ? [] : [mac],
  type: '',
  product: model,
  serial: '',
  location: '',
  problem: '',
  ports: [],
})
