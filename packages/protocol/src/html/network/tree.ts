import type { Link, LinkEnd, Topology } from './links.ts'
import type { Node } from './node.ts'

/** A device that others hang on, with what hangs on it. */
export interface Hub {
  readonly at: number
  /** Hubs below it, each with its links to this one. */
  readonly below: readonly { readonly hub: Hub; readonly links: readonly Link[] }[]
  /** Devices with no other link, by port. */
  readonly leaves: readonly { readonly at: number; readonly port: string; readonly told: boolean }[]
}

export interface Forest {
  readonly roots: readonly Hub[]
  /** Links between hubs that no tree has: rings. */
  readonly across: readonly Link[]
  /** Devices that stand nowhere in it. */
  readonly apart: readonly number[]
}

const natural = new Intl.Collator('en', { numeric: true }).compare

/** The network as trees, the device with the most links to other hubs on top of each. */
export function forestOf({ nodes, searched, links, strangers }: Topology): Forest {
  const around = new Map<number, Link[]>()
  for (const link of links)
    for (const { at } of link.ends) {
      const list = around.get(at)
      if (list) list.push(link)
      else around.set(at, [link])
    }
  const linksOf = (at: number): readonly Link[] => around.get(at) ?? []
  const known = new Map<number, ReadonlySet<number>>()
  const neighboursOf = (at: number): ReadonlySet<number> => {
    const found = known.get(at) ?? new Set(linksOf(at).map((link) => otherEnd(link, at).at))
    known.set(at, found)
    return found
  }
  const isHub = hubsOf(nodes, strangers, neighboursOf)
  const degree = (at: number): number => [...neighboursOf(at)].filter(isHub).length
  const hubs = nodes.flatMap((_, at) => (isHub(at) ? [[at, degree(at)] as const] : []))
  const name = (at: number): string => nodes[at]?.name ?? ''
  const order = hubs.sort(([a, x], [b, y]) => y - x || natural(name(a), name(b))).map(([at]) => at)

  const placed = new Set<number>()
  const used = new Set<Link>()
  const roots: Hub[] = []
  for (const root of order) {
    if (placed.has(root)) continue
    // Breadth first, so that a hub stands as near to the top as it can.
    const children = new Map<number, number[]>()
    placed.add(root)
    for (let layer: readonly number[] = [root]; layer.length > 0; ) {
      const next: number[] = []
      for (const at of layer)
        for (const other of [...neighboursOf(at)].sort((a, b) => natural(name(a), name(b)))) {
          if (!isHub(other) || placed.has(other)) continue
          placed.add(other)
          children.set(at, [...(children.get(at) ?? []), other])
          next.push(other)
        }
      layer = next
    }
    roots.push(built(root, children))
  }

  /** From the ends up, without recursion: a chain of devices may be long. */
  function built(root: number, children: ReadonlyMap<number, readonly number[]>): Hub {
    const order: number[] = [root]
    for (let at = 0; at < order.length; at++) order.push(...(children.get(order[at] ?? 0) ?? []))
    const done = new Map<number, Hub>()
    for (const at of order.reverse()) {
      const below = (children.get(at) ?? []).flatMap((child) => {
        const hub = done.get(child)
        const between = linksOf(at).filter((link) => otherEnd(link, at).at === child)
        for (const link of between) used.add(link)
        return hub ? [{ hub, links: between }] : []
      })
      const leaves = linksOf(at)
        .filter((link) => !isHub(otherEnd(link, at).at))
        .map((link) => ({ at: otherEnd(link, at).at, port: ownEnd(link, at).port, told: link.told }))
        .sort((a, b) => natural(a.port, b.port) || natural(name(a.at), name(b.at)))
      for (const link of linksOf(at)) if (!isHub(otherEnd(link, at).at)) used.add(link)
      done.set(at, { at, below, leaves })
    }
    return done.get(root) ?? { at: root, below: [], leaves: [] }
  }

  const apart = nodes.flatMap((_, at) => (at < searched && !isHub(at) && linksOf(at).length === 0 ? [at] : []))
  return { roots, across: links.filter((link) => !used.has(link)), apart }
}

export const ownEnd = ({ ends }: Link, at: number): LinkEnd => (ends[0].at === at ? ends[0] : ends[1])
export const otherEnd = ({ ends }: Link, at: number): LinkEnd => (ends[0].at === at ? ends[1] : ends[0])

/** Who has several neighbours, or at whose ports something was seen; of two that have only each other, one. */
function hubsOf(
  nodes: readonly Node[],
  strangers: ReadonlyMap<number, number>,
  neighboursOf: (at: number) => ReadonlySet<number>,
): (at: number) => boolean {
  const hubs = new Set(nodes.flatMap((_, at) => (neighboursOf(at).size > 1 || strangers.has(at) ? [at] : [])))
  for (const at of nodes.keys()) {
    const [other, more] = neighboursOf(at)
    if (other === undefined || more !== undefined || hubs.has(at) || hubs.has(other)) continue
    const rank = (one: number): number =>
      (nodes[one]?.ports.length ?? 0) + (nodes[one]?.type === 'NETWORKING' ? 1e6 : 0)
    hubs.add(rank(other) > rank(at) ? other : at)
  }
  // A switch with nothing behind it is shown as one where there is room; of hundreds it is a line of the other one.
  if (hubs.size < roomy)
    for (const [at, { type }] of nodes.entries()) if (type === 'NETWORKING' && neighboursOf(at).size > 0) hubs.add(at)
  return (at) => hubs.has(at)
}

const roomy = 24
