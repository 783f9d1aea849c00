import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { admitDevice } from '../../model/device/content.ts'
import type { DeviceDocument } from '../../model/device/table.ts'
import { topologyOf } from './links.ts'
import { nodeOf } from './node.ts'
import { joined } from './nodes.ts'
import { writeNetworkHtml } from './report.ts'
import { subnetsOf } from './subnets.ts'
import { forestOf } from './tree.ts'

const found = (device: Record<string, unknown>): DeviceDocument => ({
  deviceid: 'foo',
  query: 'NETDISCOVERY',
  content: admitDevice('NETDISCOVERY', device, () => {}),
})

interface PortOf {
  readonly name: string
  readonly neighbour?: Record<string, unknown>
  readonly seen?: readonly string[]
}

const described = (info: Record<string, unknown>, ports: readonly PortOf[] = []): DeviceDocument => ({
  deviceid: 'foo',
  query: 'SNMPQUERY',
  content: admitDevice(
    'SNMPQUERY',
    {
      INFO: info,
      PORTS: ports.map(({ name, neighbour, seen }, at) => ({
        IFNUMBER: at + 1,
        IFNAME: name,
        CONNECTIONS: {
          CDP: neighbour ? 1 : 0,
          CONNECTION: [...(neighbour ? [neighbour] : []), ...(seen ? [{ MAC: seen }] : [])],
        },
      })),
    },
    () => {},
  ),
})

const mac = (last: number): string => `02:00:5e:00:00:${last.toString(16).padStart(2, '0')}`

/** The links as text: names and ports of both ends. */
function linksOf(documents: readonly DeviceDocument[]): readonly string[] {
  const { nodes, links } = topologyOf(joined(documents.map(nodeOf)))
  const name = (at: number): string => nodes[at]?.name || (nodes[at]?.address ?? '')
  return links.map(({ ends: [a, b], told }) =>
    `${name(a.at)} ${a.port} ${told ? '--' : '..'} ${name(b.at)} ${b.port}`.trim(),
  )
}

describe('who is connected to whom', () => {
  const [a, b] = [
    { NAME: 'a', MAC: mac(1), TYPE: 'NETWORKING' },
    { NAME: 'b.example.org', MAC: mac(2), TYPE: 'NETWORKING', IPS: { IP: ['192.0.2.2'] } },
  ]

  test.each([
    ['by MAC', { SYSMAC: mac(2) }],
    ['by address', { IP: '192.0.2.2', SYSNAME: 'called otherwise' }],
    ['by name', { SYSNAME: 'B.example.org' }],
    ['by the first label of the name', { SYSNAME: 'b' }],
  ])('a neighbour is known %s', (_how, neighbour) => {
    expect(linksOf([described(a, [{ name: 'p1', neighbour: { ...neighbour, IFDESCR: 'x' } }]), described(b)])).toEqual([
      'a p1 -- b.example.org x',
    ])
  })

  it('a link that both ends tell of is one, with the names that each gives its own port', () => {
    const documents = [
      described(a, [
        { name: 'Gi0/1', neighbour: { SYSMAC: mac(2), IFDESCR: 'Ethernet9' } },
        { name: 'Gi0/2', neighbour: { SYSMAC: mac(2), IFDESCR: 'Ethernet8' } },
      ]),
      described(b, [
        { name: 'Eth8', neighbour: { SYSMAC: mac(1), IFDESCR: 'GigabitEthernet0/2' } },
        { name: 'Eth9', neighbour: { SYSMAC: mac(1), IFDESCR: 'GigabitEthernet0/1' } },
      ]),
    ]
    expect(linksOf(documents)).toEqual(['a Gi0/1 -- b.example.org Eth9', 'a Gi0/2 -- b.example.org Eth8'])
  })

  it('a name that two devices have is nobody: the neighbour is another one', () => {
    const two = [described({ NAME: 'x', MAC: mac(8) }), described({ NAME: 'x', MAC: mac(9) })]
    const { nodes, searched } = topologyOf(
      joined([described(a, [{ name: 'p1', neighbour: { SYSNAME: 'x' } }]), ...two].map(nodeOf)),
    )
    expect([nodes.length, searched]).toEqual([4, 3])
  })

  it('a neighbour that was not searched is one node, whoever tells of it', () => {
    const told = { SYSNAME: 'far', SYSMAC: mac(7), IFDESCR: 'x' }
    const documents = [
      described(a, [{ name: 'p1', neighbour: told }]),
      described(b, [{ name: 'p2', neighbour: { SYSNAME: 'far', IFDESCR: 'y' } }]),
    ]
    expect(topologyOf(joined(documents.map(nodeOf))).nodes).toHaveLength(3)
  })

  it('others stand where their address was seen among the fewest, never behind a switch that knows better', () => {
    const printer = found({ IP: '192.0.2.9', MAC: mac(9), DNSHOSTNAME: 'printer' })
    const documents = [
      described(a, [
        { name: 'p1', neighbour: { SYSMAC: mac(2), IFDESCR: 'up' }, seen: [mac(9)] },
        { name: 'p2', seen: [mac(50)] },
      ]),
      described(b, [
        { name: 'up', neighbour: { SYSMAC: mac(1), IFDESCR: 'p1' } },
        { name: 'p7', seen: [mac(9), mac(51)] },
      ]),
      printer,
    ]
    expect(linksOf(documents)).toEqual(['a p1 -- b.example.org up', 'b.example.org p7 .. printer'])
    const { strangers } = topologyOf(joined(documents.map(nodeOf)))
    expect([...strangers]).toEqual([
      [0, 1],
      [1, 1],
    ])
  })
})

it('reports of one device are one: found, described, and found again at another address', () => {
  const nodes = joined(
    [
      found({ IP: '192.0.2.1', MAC: mac(1), SNMPHOSTNAME: 'r', AUTHSNMP: '1' }),
      described({
        NAME: 'r',
        MAC: mac(1),
        SERIAL: 'S1',
        MODEL: 'M',
        IPS: { IP: ['127.0.0.1', '192.0.2.1', '198.51.100.1'] },
      }),
      found({ IP: '198.51.100.1', DNSHOSTNAME: '198.51.100.1' }),
      found({ IP: '192.0.2.2', DNSHOSTNAME: '192.0.2.2' }),
    ].map(nodeOf),
  )
  expect(nodes.map(({ name, address, serial, product }) => [name, address, serial, product])).toEqual([
    ['r', '192.0.2.1', 'S1', 'M'],
    ['', '192.0.2.2', '', ''],
  ])
})

it('subnets are in the order of their addresses, those without one last', () => {
  const nodes = ['10.0.10.1', '10.0.9.200', '10.0.9.3', '2001:db8::1', ''].map((IP) =>
    nodeOf(found({ IP, DNSHOSTNAME: 'x' })),
  )
  expect(subnetsOf(nodes).map(({ name, nodes: all }) => [name, all.length])).toEqual([
    ['10.0.9.0/24', 2],
    ['10.0.10.0/24', 1],
    ['2001:db8::/64', 1],
    [undefined, 1],
  ])
})

it('every device stands in the trees once, or apart; every link in a tree, or across (property)', () => {
  const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 })
  fc.assert(
    fc.property(edges, (pairs) => {
      const documents = Array.from({ length: 12 }, (_, at) =>
        described(
          { NAME: `n${at}`, MAC: mac(at + 1) },
          pairs.flatMap(([from, to], index) =>
            from === at ? [{ name: `p${index}`, neighbour: { SYSMAC: mac(to + 1), IFDESCR: `q${index}` } }] : [],
          ),
        ),
      )
      const topology = topologyOf(joined(documents.map(nodeOf)))
      const { roots, across, apart } = forestOf(topology)
      const [seen, todo, drawn] = [[...apart], [...roots], across.length]
      let links = drawn
      for (let hub = todo.pop(); hub; hub = todo.pop()) {
        seen.push(hub.at, ...new Set(hub.leaves.map(({ at }) => at)))
        links += hub.leaves.length
        for (const below of hub.below) {
          todo.push(below.hub)
          links += below.links.length
        }
      }
      expect(seen.sort((x, y) => x - y)).toEqual(topology.nodes.map((_, at) => at))
      expect(links).toBe(topology.links.length)
    }),
  )
})

describe('the page', () => {
  const network = (name: string, port: string) =>
    writeNetworkHtml([
      described({ NAME: name, MAC: mac(1), TYPE: 'NETWORKING', IPS: { IP: ['192.0.2.1'] } }, [
        { name: port, neighbour: { SYSNAME: `${name}2`, SYSMAC: mac(3), IFDESCR: port } },
        { name: 'p2', seen: [mac(2)] },
      ]),
      found({ IP: '192.0.2.2', MAC: mac(2), TYPE: 'PRINTER', DNSHOSTNAME: `${name}3` }),
    ])

  it('has a map with a name, and tables that say the same', () => {
    const html = network('sw', 'p1')
    expect(html).toContain('<svg class="wide" role="img" aria-labelledby="wide-name wide-about"')
    for (const id of ['map', 'links', 'kinds', 'subnet-1']) expect(html).toContain(`<details id="${id}" open>`)
    expect(html).toContain('<td>sw</td><td>p2</td><td>sw3</td><td></td><td>address seen</td><td>yes</td>')
    expect(html).toContain('<td>sw</td><td>p1</td><td>sw2</td><td>p1</td><td>neighbour</td><td>no</td>')
  })

  it('says what would bring a map where there is none', () => {
    const html = writeNetworkHtml([found({ IP: '192.0.2.2', DNSHOSTNAME: 'x' })])
    expect(html).not.toContain('<svg')
    expect(html).toContain('netdiscovery --inventory')
  })

  it('whatever names there are, they are text: the same elements, nothing that acts (property)', () => {
    const elements = (html: string) => html.match(/<\/?[a-z][^\s>]*/gi)?.filter((one) => !/^<\/?title$/.test(one))
    const plain = elements(network('a', 'b'))
    const evil = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><image href=//x onload=y>',
        '</text></svg><b>',
        "' onload='x",
        ']]>',
      ),
    )
    fc.assert(
      fc.property(evil, evil, (name, port) => {
        expect(elements(network(`a${name}`, `b${port}`))).toEqual(plain)
      }),
    )
  })

  it('of a chain of 3,000 switches, or a star of as many, is made in time', () => {
    const switches = (to: (at: number) => number) =>
      Array.from({ length: 3000 }, (_, at) =>
        described({ NAME: `n${at}`, TYPE: 'NETWORKING' }, [{ name: 'up', neighbour: { SYSNAME: `n${to(at)}` } }]),
      )
    expect(writeNetworkHtml(switches((at) => at + 1))).toContain('</html>')
    expect(writeNetworkHtml(switches(() => 0))).toContain('</html>')
  })
})
