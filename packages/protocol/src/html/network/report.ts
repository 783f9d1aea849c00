import type { DeviceDocument } from '../../model/device/table.ts'
import { htmlPage, type Part } from '../page.ts'
import { type Cell, type Column, table } from '../table.ts'
import { type Topology, topologyOf } from './links.ts'
import { mapOf, mapStyle, mostCards } from './map.ts'
import { type Node, nodeOf } from './node.ts'
import { joined } from './nodes.ts'
import { orderOf, type Subnet, subnetsOf } from './subnets.ts'
import { forestOf } from './tree.ts'
import { heading, kindOf, kindRank } from './words.ts'

/** A page about a network, which documents are added to as they come: of each only what the page shows is kept. */
export interface NetworkReport {
  readonly documents: number
  add(document: DeviceDocument): void
  page(): string
}

export function networkReport(foot = 'Made by FusionInventory'): NetworkReport {
  const reports: Node[] = []
  return {
    get documents() {
      return reports.length
    },
    add: (document) => void reports.push(nodeOf(document)),
    page: () => pageOf(joined(reports), foot),
  }
}

/** What was found and described in a network, as a page for people: a map, devices by kind and subnet. Content should have been admitted. */
export function writeNetworkHtml(documents: Iterable<DeviceDocument>): string {
  const report = networkReport()
  for (const document of documents) report.add(document)
  return report.page()
}

/** Tables of so many subnets are open at first. */
const mostOpen = 8

function pageOf(nodes: readonly Node[], foot: string): string {
  const topology = topologyOf(nodes)
  const subnets = subnetsOf(nodes)
  const places = placesOf(topology)
  const parts: readonly (Part | undefined)[] = [
    ...mapParts(topology),
    kindsPart(subnets),
    ...subnets.map((subnet, at) => subnetPart(subnet, places, at)),
    problemsPart(nodes),
  ]
  return htmlPage({
    title: 'Network',
    lead:
      subnets
        .flatMap(({ name }) => name ?? [])
        .slice(0, 6)
        .join(', ') + (subnets.length > 6 ? ' and more' : ''),
    facts: [
      ['Devices', String(nodes.length)],
      ...[...countsOf(nodes)].map(([type, count]): [string, string] => [heading(type), String(count)]),
      ['Subnets', String(subnets.filter(({ name }) => name !== undefined).length)],
      ['Links', String(topology.links.length)],
    ],
    parts: parts.filter((part) => part !== undefined),
    foot,
    style: mapStyle,
  })
}

const countsOf = (nodes: readonly Node[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { type } of nodes) counts.set(type, (counts.get(type) ?? 0) + 1)
  return new Map([...counts].sort(([a], [b]) => kindRank(a) - kindRank(b) || (a < b ? -1 : 1)))
}

const plain = (text: string): Cell => ({ text })
const addressCell = (address: string): Cell => ({ text: address, sort: String(orderOf(address)).padStart(40, '0') })
const nameOf = (node: Node | undefined): string => node?.name || node?.address || node?.macs[0] || ''

function mapParts(topology: Topology): readonly (Part | undefined)[] {
  const { nodes, searched, links } = topology
  if (links.length === 0)
    return [
      {
        id: 'map',
        title: 'Map',
        body: '',
        hint: 'No device tells of its neighbours. Those that were described (netdiscovery --inventory, or netinventory) do, where LLDP, CDP or their forwarding tables can be read.',
      },
    ]
  const forest = forestOf(topology)
  const hints = [
    forest.apart.length > 0
      ? `Nobody tells where ${forest.apart.length} devices are connected: they stand in the tables only.`
      : '',
    forest.roots.length > mostCards ? `The first ${mostCards} devices with others on them are drawn.` : '',
    'Lines: what devices say themselves (LLDP, CDP, EDP); dotted: where an address was seen; dashed: rings.',
  ].filter((hint) => hint !== '')
  const columns: readonly Column[] = [
    { label: 'Device' },
    { label: 'Port' },
    { label: 'Connected to' },
    { label: 'Port there' },
    { label: 'Known by', doc: 'A neighbour by LLDP, CDP or EDP; or an address in a forwarding table.' },
    { label: 'Searched', doc: 'Was the device that it is connected to searched?' },
  ]
  const rows = links.map(({ ends: [a, b], told }): readonly Cell[] => [
    plain(nameOf(nodes[a.at])),
    plain(a.port),
    plain(nameOf(nodes[b.at])),
    plain(b.port),
    plain(told ? 'neighbour' : 'address seen'),
    plain(b.at < searched ? 'yes' : 'no'),
  ])
  return [
    { id: 'map', title: 'Map', body: mapOf(forest, topology), hint: hints.join(' ') },
    {
      id: 'links',
      title: 'Links',
      count: links.length,
      body: table('Links', columns, rows),
      closed: links.length > 200,
    },
  ]
}

function kindsPart(subnets: readonly Subnet[]): Part | undefined {
  if (subnets.length === 0) return undefined
  const all = countsOf(subnets.flatMap(({ nodes }) => nodes))
  const types = [...all.keys()]
  const number = (count: number): Cell => ({
    text: count === 0 ? '' : String(count),
    sort: String(count),
    number: true,
  })
  const rows = subnets.map(({ name, nodes }): readonly Cell[] => {
    const counts = countsOf(nodes)
    return [subnetCell(name), number(nodes.length), ...types.map((type) => number(counts.get(type) ?? 0))]
  })
  const columns = [{ label: 'Subnet' }, { label: 'Devices' }, ...types.map((type) => ({ label: heading(type) }))]
  return {
    id: 'kinds',
    title: 'By kind and subnet',
    count: subnets.length,
    body: table('By kind and subnet', columns, rows),
  }
}

const subnetCell = (name: string | undefined): Cell =>
  name === undefined ? plain('no address') : { ...addressCell(name.split('/')[0] ?? ''), text: name }

/** By place of a device: who it is connected to, as one line. */
function placesOf({ nodes, links }: Topology): ReadonlyMap<Node, string> {
  const most = 3
  const told = new Map<Node, string[]>()
  for (const { ends } of links)
    for (const [mine, other] of [ends, [ends[1], ends[0]] as const]) {
      const node = nodes[mine.at]
      if (!node) continue
      const list = told.get(node) ?? []
      list.push([nameOf(nodes[other.at]), other.port].filter(Boolean).join(' '))
      told.set(node, list)
    }
  return new Map(
    [...told].map(([node, list]) => [
      node,
      list.slice(0, most).join(', ') + (list.length > most ? ` and ${list.length - most} more` : ''),
    ]),
  )
}

const deviceColumns: readonly (readonly [column: Column, cell: (node: Node) => Cell])[] = [
  [{ label: 'Name' }, (node) => plain(node.name)],
  [{ label: 'Kind' }, ({ type }) => ({ text: kindOf(type), sort: String(kindRank(type)).padStart(4, '0') })],
  [{ label: 'Address' }, ({ address }) => addressCell(address)],
  [{ label: 'MAC' }, ({ identity, macs }) => plain(identity.mac || (macs[0] ?? ''))],
  [{ label: 'Product' }, ({ product }) => plain(product)],
  [{ label: 'Serial number' }, ({ serial }) => plain(serial)],
  [{ label: 'Location' }, ({ location }) => plain(location)],
]

function subnetPart({ name, nodes }: Subnet, places: ReadonlyMap<Node, string>, at: number): Part {
  const columns = [
    ...deviceColumns,
    [{ label: 'Connected to' }, (node: Node) => plain(places.get(node) ?? '')] as const,
  ]
  const order = [...nodes].sort(
    (a, b) => kindRank(a.type) - kindRank(b.type) || (orderOf(a.address) < orderOf(b.address) ? -1 : 1),
  )
  const cells = order.map((node) => columns.map(([, cell]) => cell(node)))
  const used = columns.flatMap((_, column) => (cells.some((row) => row[column]?.text) ? [column] : []))
  const title = name ?? 'Without an address'
  return {
    id: `subnet-${at + 1}`,
    title,
    count: nodes.length,
    body: table(
      title,
      used.flatMap((column) => columns[column]?.[0] ?? []),
      cells.map((row) => used.flatMap((column) => row[column] ?? [])),
    ),
    closed: at >= mostOpen,
  }
}

function problemsPart(nodes: readonly Node[]): Part | undefined {
  const failed = nodes.filter(({ problem }) => problem !== '')
  if (failed.length === 0) return undefined
  const rows = failed.map((node) => [plain(nameOf(node)), plain(node.problem)])
  return {
    id: 'problems',
    title: 'Not described',
    count: failed.length,
    body: table('Not described', [{ label: 'Device' }, { label: 'Why' }], rows),
  }
}
