import { escapeHtml } from '../escape.ts'
import type { Link, Topology } from './links.ts'
import type { Node } from './node.ts'
import { type Forest, type Hub, otherEnd, ownEnd } from './tree.ts'
import { kindOf } from './words.ts'

/** Sizes in CSS pixels. A card holds a title, a line about the device, and a line for each thing that hangs on it. */
const card = { width: 264, head: 46, line: 17, foot: 8 } as const
const gap = { x: 132, y: 16 } as const
/** On narrow screens cards stand below each other, each a step further in than the one that it hangs on. */
const step = { x: 18, above: 20 } as const

type Shape = 'wide' | 'narrow'
const margin = 8
/** Lines of a card, fewer where there are many cards; the rest is counted, and stands in the tables. */
const mostLines = (cards: number): number => (cards > 12 ? 6 : 12)
/** Cards of a map; a page with more helps nobody, and the tables have them all. */
export const mostCards = 1500

interface Placed {
  readonly hub: Hub
  readonly x: number
  readonly y: number
  readonly lines: readonly Line[]
  readonly height: number
}

interface Line {
  readonly port: string
  readonly text: string
  readonly soft?: boolean
}

/**
 * The trees, each hub a card with what hangs on it, so that it stays readable with hundreds of devices and grows downwards,
 * as pages do: from left to right, and once more as a list for narrow screens, of which the style shows one. All that it
 * says stands in tables too: for who does not see it, it is one picture.
 */
export const mapOf = (forest: Forest, topology: Topology): string =>
  `<div class="scroll map" tabindex="0" role="region" aria-label="Map">${picture(forest, topology, 'wide')}${picture(forest, topology, 'narrow')}</div>`

function picture({ roots, across }: Forest, topology: Topology, shape: Shape): string {
  const placed = new Map<number, Placed>()
  let bottom = margin
  for (const root of roots) {
    if (placed.size >= mostCards) break
    bottom = (shape === 'wide' ? place : list)(root, bottom, topology, placed) + gap.y / 2
  }
  const cards = [...placed.values()]
  const edge = shape === 'wide' ? wideEdge : narrowEdge
  const lines = cards.flatMap(({ hub }) =>
    hub.below.flatMap(({ hub: child, links }) => edge(placed.get(hub.at), placed.get(child.at), links)),
  )
  const rings = across.flatMap((link) => ring(placed.get(link.ends[0].at), placed.get(link.ends[1].at)))
  const right = cards.reduce((most, { x }) => Math.max(most, x + card.width), 0)
  const [width, height] = [right + margin + (rings.length > 0 ? 40 : 0), bottom]
  const about = `${roots.length === 1 ? 'One tree' : `${roots.length} trees`} of ${cards.length} devices with others on them. The tables of links and devices say the same.`
  const clip = (name: string, size: number): string =>
    `<clipPath id="${shape}-${name}"><rect width="${size}" height="100000"/></clipPath>`
  return `<svg class="${shape}" role="img" aria-labelledby="${shape}-name ${shape}-about" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg">
<title id="${shape}-name">Map of the network</title><desc id="${shape}-about">${escapeHtml(about)}</desc>
${clip('card', card.width - 10)}${clip('port', ports - 6)}
${[...rings, ...lines, ...cards.map((one) => drawn(one, topology, shape))].join('\n')}
</svg>`
}

/** Where the column of ports ends in a card. */
const ports = 92

/** A card below the other, in the order of the tree; above each, room for its link. */
function list(root: Hub, top: number, topology: Topology, placed: Map<number, Placed>): number {
  const room = mostCards - placed.size
  const todo: { readonly hub: Hub; readonly depth: number }[] = [{ hub: root, depth: 0 }]
  let y = top
  for (let next = todo.pop(), count = 0; next && count < room; next = todo.pop(), count++) {
    const { hub, depth } = next
    const made = cardOf(hub, topology, mostLines(13))
    if (depth > 0) y += step.above
    placed.set(hub.at, { hub, x: margin + depth * step.x, y, ...made })
    y += made.height + gap.y / 2
    for (const { hub: child } of [...hub.below].reverse()) todo.push({ hub: child, depth: depth + 1 })
  }
  return y
}

/**
 * Gives each subtree a band of its own, a card beside the first of those below it, and says where the band of the root
 * ends. Without recursion: a chain of devices may be long.
 */
function place(root: Hub, top: number, topology: Topology, placed: Map<number, Placed>): number {
  const order: { readonly hub: Hub; readonly depth: number }[] = [{ hub: root, depth: 0 }]
  const room = mostCards - placed.size
  for (let at = 0; at < order.length; at++) {
    const { hub, depth } = order[at] ?? { hub: root, depth: 0 }
    for (const { hub: child } of hub.below) if (order.length < room) order.push({ hub: child, depth: depth + 1 })
  }
  const cards = new Map(order.map(({ hub }) => [hub, cardOf(hub, topology, mostLines(order.length))]))
  const bands = new Map<Hub, number>()
  const bandsBelow = (hub: Hub): number => hub.below.reduce((sum, { hub: child }) => sum + (bands.get(child) ?? 0), 0)
  for (const { hub } of [...order].reverse())
    bands.set(hub, Math.max((cards.get(hub)?.height ?? 0) + gap.y, bandsBelow(hub)))
  const tops = new Map<Hub, number>([[root, top]])
  for (const { hub, depth } of order) {
    const y = tops.get(hub) ?? top
    placed.set(hub.at, { hub, x: margin + depth * (card.width + gap.x), y, ...(cards.get(hub) ?? none) })
    let next = y
    for (const { hub: child } of hub.below) {
      tops.set(child, next)
      next += bands.get(child) ?? 0
    }
  }
  return top + (bands.get(root) ?? 0)
}

const none = { lines: [], height: 0 } as const

function cardOf(hub: Hub, topology: Topology, most: number): Pick<Placed, 'lines' | 'height'> {
  const lines = linesOf(hub, topology, most)
  return { lines, height: card.head + lines.length * card.line + (lines.length > 0 ? card.foot : 0) }
}

function linesOf({ at, leaves }: Hub, { nodes, searched, strangers }: Topology, most: number): readonly Line[] {
  const shown = leaves.length > most ? leaves.slice(0, most - 1) : leaves
  const more = leaves.length - shown.length
  const unknown = strangers.get(at) ?? 0
  return [
    ...shown.map(({ at: leaf, port }) => ({ port, text: titleOf(nodes[leaf]), soft: leaf >= searched })),
    ...(more > 0 ? [{ port: '', text: `and ${more} devices more`, soft: true }] : []),
    ...(unknown > 0
      ? [{ port: '', text: `${unknown} ${unknown === 1 ? 'address' : 'addresses'} of no known device`, soft: true }]
      : []),
  ]
}

const titleOf = (node: Node | undefined): string => {
  if (!node) return ''
  const name = node.name || node.address || (node.macs[0] ?? '')
  return node.type === '' ? name : `${name}, ${kindOf(node.type)}`
}

/** Cut where the room ends; the whole is told when the pointer rests on it. */
function text(at: { readonly x: number; readonly y: number }, name: string, value: string, most: number): string {
  const letters = [...value]
  const cut = letters.length > most ? `${letters.slice(0, most - 1).join('')}\u2026` : value
  const whole = cut === value ? '' : `<title>${escapeHtml(value)}</title>`
  return value === '' ? '' : `<text x="${at.x}" y="${at.y}" class="${name}">${whole}${escapeHtml(cut)}</text>`
}

function drawn({ hub, x, y, lines, height }: Placed, { nodes, searched }: Topology, shape: Shape): string {
  const node = nodes[hub.at]
  const stranger = hub.at >= searched
  const about = stranger
    ? 'told of by others, not searched'
    : [node?.address, node?.product || kindOf(node?.type ?? '')].filter(Boolean).join('  ')
  const base = (row: number): number => card.head + card.line * row + 11
  const left = lines.map(({ port }, row) => text({ x: 10, y: base(row) }, 'port', port, 13)).join('')
  const rows = lines.map(({ port, text: told, soft }, row) => {
    const wide = port === ''
    return text({ x: wide ? 10 : ports, y: base(row) }, soft ? 'leaf soft' : 'leaf', told, wide ? 34 : 23)
  })
  return `<g transform="translate(${x} ${y})"><rect class="card${stranger ? ' stranger' : ''}" width="${card.width}" height="${height}" rx="6"/><g clip-path="url(#${shape}-card)">${text({ x: 10, y: 19 }, 'name', node?.name || node?.address || '', 32)}${text({ x: 10, y: 36 }, 'about', about, 40)}${rows.join('')}</g><g clip-path="url(#${shape}-port)">${left}</g></g>`
}

/** From card to card, the port of the upper one above the line, that of the lower one below it. */
function wideEdge(from: Placed | undefined, to: Placed | undefined, links: readonly Link[]): readonly string[] {
  const [first] = links
  if (!from || !to || !first) return []
  const [x1, y1, x2, y2] = [from.x + card.width, from.y + 22, to.x, to.y + 22]
  const middle = x1 + 16
  const more = links.length > 1 ? ` +${links.length - 1}` : ''
  return [
    `<path class="link${first.told ? '' : ' seen'}" d="M${x1} ${y1}H${middle}V${y2}H${x2}"/>`,
    text({ x: middle + 6, y: y2 - 5 }, 'end', ownEnd(first, from.hub.at).port + more, 17),
    text({ x: middle + 6, y: y2 + 14 }, 'end', otherEnd(first, from.hub.at).port, 17),
  ]
}

/** From below the left edge of the upper card to the lower one, with both ports above that. */
function narrowEdge(from: Placed | undefined, to: Placed | undefined, links: readonly Link[]): readonly string[] {
  const [first] = links
  if (!from || !to || !first) return []
  const names = [ownEnd(first, from.hub.at).port, otherEnd(first, from.hub.at).port].filter((port) => port !== '')
  const more = links.length > 1 ? ` +${links.length - 1}` : ''
  return [
    `<path class="link${first.told ? '' : ' seen'}" d="M${from.x + 9} ${from.y + from.height}V${to.y + 22}H${to.x}"/>`,
    text({ x: to.x + 4, y: to.y - 6 }, 'end', names.join(' \u2013 ') + more, 38),
  ]
}

/** A link that makes a ring. */
function ring(a: Placed | undefined, b: Placed | undefined): readonly string[] {
  if (!a || !b) return []
  const [x1, y1, x2, y2] = [a.x + card.width, a.y + 34, b.x + card.width, b.y + 34]
  const out = Math.max(x1, x2) + 36
  return [`<path class="link ring" d="M${x1} ${y1}C${out} ${y1} ${out} ${y2} ${x2} ${y2}"/>`]
}

/** Style of the map, with the colours of the page. */
export const mapStyle = `
.map{padding:.5rem}
.map svg{display:block;font:12px system-ui,sans-serif}
.map .narrow{display:none}
@media(max-width:760px){.map .wide{display:none}.map .narrow{display:block}}
.map text{fill:var(--text)}
.map .card{fill:var(--raised);stroke:var(--soft)}
.map .stranger{stroke-dasharray:5 4;fill:var(--back)}
.map .name{font-size:13.5px;font-weight:600}
.map .about,.map .port,.map .soft,.map .end{fill:var(--soft)}
.map .end{font-size:11px}
.map .link{fill:none;stroke:var(--accent);stroke-width:2}
.map .seen{stroke-dasharray:2 4}
.map .ring{stroke-dasharray:7 5;stroke-width:1.5}
@media print{.map svg{max-width:100%;height:auto}}
`
