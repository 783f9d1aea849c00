import { expect, test } from 'vitest'
import type { Oid, SnmpSession, SnmpValue, Walk } from '../port.ts'
import { describe } from './index.ts'
import { MAX_MACS } from './macs.ts'
import { described, hex, type Instances, int, table, text } from './test-device.ts'

const interfaces = '1.3.6.1.2.1.2.2.1'
const bridgePorts = '1.3.6.1.2.1.17.1.4.1'
const one = '1.3.6.1.2.1.17.4.3.1'
const byVlan = '1.3.6.1.2.1.17.7.1.2.2.1'
const arp = '1.3.6.1.2.1.4.22.1'
const vtpNames = '1.3.6.1.4.1.9.9.46.1.3.1.1'
const membership = '1.3.6.1.4.1.9.9.68.1.2.2.1'

const ports = (...numbers: readonly number[]): Instances =>
  table(interfaces, { 1: Object.fromEntries(numbers.map((number) => [number, int(number)])) })
const bridge = table(bridgePorts, { 2: { 1: int(101), 2: int(102) } })
const index = (last: number): string => `0.0.94.0.83.${last}`
const mac = (last: number): string => `00:00:5e:00:53:${last.toString(16).padStart(2, '0')}`

/** MACs by number of the port. */
async function macs(options: Parameters<typeof described>[1], ...parts: readonly Instances[]) {
  const { PORTS } = await described(Object.assign({}, ...parts), options)
  return Object.fromEntries(
    (PORTS?.PORT ?? []).flatMap(({ IFNUMBER, CONNECTIONS }) => {
      const { CONNECTION } = (CONNECTIONS ?? {}) as { readonly CONNECTION?: { readonly MAC?: readonly string[] } }
      return CONNECTION?.MAC === undefined ? [] : [[IFNUMBER, CONNECTION.MAC]]
    }),
  )
}

test('one bridge and the table by VLAN, each address once, by interface', async () => {
  expect(
    await macs(
      {},
      ports(101, 102),
      bridge,
      table(one, { 2: { [index(1)]: int(1), [index(2)]: int(2), [index(3)]: int(9) } }),
      table(byVlan, { 2: { [`10.${index(1)}`]: int(1), [`10.${index(4)}`]: int(2), [`20.${index(4)}`]: int(2) } }),
    ),
  ).toEqual({ 101: [mac(1)], 102: [mac(2), mac(4)] })
})

test('neither invalid entries nor the device’s own, nor the MAC of the port, nor an index that is none', async () => {
  const entries = {
    2: {
      [index(1)]: int(1),
      [index(2)]: int(1),
      [index(3)]: int(1),
      [index(4)]: int(1),
      '7': int(1),
      '0.0.0.0.0.0': int(1),
    },
    3: { [index(1)]: int(3), [index(2)]: int(2), [index(3)]: int(4) },
  }
  const own = table(interfaces, { 1: { 101: int(101) }, 6: { 101: hex(mac(4)) } })
  expect(await macs({}, own, bridge, table(one, entries))).toEqual({ 101: [mac(1)] })
})

test('what is seen at a member is seen at its aggregate', async () => {
  const lag = { '1.2.840.10006.300.43.1.2.1.1.13.101': int(7) }
  const entries = table(one, { 2: { [index(1)]: int(1), [index(2)]: int(2) } })
  expect(await macs({}, ports(7, 101, 102), bridge, lag, entries)).toEqual({ 7: [mac(1)], 102: [mac(2)] })
})

const lldp = table('1.0.8802.1.1.2.1.4.1.1', { 4: { '0.1.1': int(4) }, 9: { '0.1.1': text('sw') } })

test('nothing behind a known neighbour', async () => {
  const entries = table(one, { 2: { [index(1)]: int(1), [index(2)]: int(2) } })
  expect(await macs({}, ports(101, 102), bridge, lldp, entries)).toEqual({ 102: [mac(2)] })
})

const cisco = {
  ...ports(101, 102),
  ...table(membership, { 2: { 101: int(10), 102: int(1), 103: int(30) } }),
  ...table(vtpNames, { 4: { '1.1': text('default'), '1.10': text('ten'), '1.30': text('thirty') } }),
}
const neighbours = table(arp, { 1: { '102.192.0.2.1': int(102) }, 2: { '102.192.0.2.1': hex(mac(9)) } })

test('a bridge a VLAN: each in its context, with its own numbers of ports', async () => {
  const vlans = {
    1: { ...bridge, ...table(one, { 2: { [index(1)]: int(1) } }) },
    10: { ...table(bridgePorts, { 2: { 1: int(102) } }), ...table(one, { 2: { [index(2)]: int(1) } }) },
    20: { ...bridge, ...table(one, { 2: { [index(3)]: int(1) } }) },
  }
  expect(await macs({ vlans }, cisco, bridge, neighbours)).toEqual({ 102: [mac(2)] })
})

test('no context is asked where a table by VLAN is there, nor ARP', async () => {
  const vlans = { 10: { ...bridge, ...table(one, { 2: { [index(2)]: int(1) } }) } }
  const entries = table(byVlan, { 2: { [`10.${index(4)}`]: int(1) } })
  expect(await macs({ vlans }, cisco, bridge, neighbours, entries)).toEqual({ 101: [mac(4)] })
})

test('a device that bridges nothing knows those it speaks with', async () => {
  expect(await macs({}, ports(102), neighbours)).toEqual({ 102: [mac(9)] })
  expect(await macs({ vlans: { 10: {} } }, cisco, neighbours)).toEqual({ 102: [mac(9)] })
})

const identity = {
  type: 'NETWORKING',
  addresses: [],
  firmwares: [],
  system: new Map(),
  modules: [],
  sources: {},
} as const

/** A device with so many rows that a recording of them would take long to make. */
async function large(columns: Readonly<Record<Oid, Walk['rows']>>) {
  const session: SnmpSession = {
    address: '192.0.2.1',
    stats: { requests: 0, retransmissions: 0, lost: 0, bytes: 0 },
    get: async () => new Map(),
    walk: async (roots) => {
      expect(new Set(roots).size).toBe(roots.length)
      return roots.map((root) => ({ rows: columns[root] ?? new Map(), end: 'complete' }))
    },
    vlan: async () => undefined,
    close: () => {},
  }
  const document = (await describe(session, identity)) as Awaited<ReturnType<typeof described>>
  return document.PORTS?.PORT[0]?.CONNECTIONS
}

const one101: SnmpValue = { type: 'integer', value: 101 }
const many = (of: (at: number) => SnmpValue): Walk['rows'] =>
  new Map(Array.from({ length: 100_000 }, (_, at) => [`1.2.0.${at >> 16}.${(at >> 8) & 255}.${at & 255}.1`, of(at)]))

test('a hundred thousand entries: the first ten thousand, in less than a second and 200 MB', async () => {
  const rows = many(() => ({ type: 'integer', value: 1 }))
  const columns = {
    [`${interfaces}.1`]: new Map([['101', one101]]),
    [`${bridgePorts}.2`]: new Map([['1', one101]]),
    [`${byVlan}.2`]: rows,
    [`${byVlan}.3`]: rows,
  }
  const [memory, cpu] = [process.memoryUsage().heapUsed, process.cpuUsage()]
  const connections = await large(columns)
  const used = process.cpuUsage(cpu)
  expect(used.user + used.system).toBeLessThan(1_000_000)
  expect(process.memoryUsage().heapUsed - memory).toBeLessThan(200 * 2 ** 20)
  expect(connections).toMatchObject({ CONNECTION: { MAC: { length: MAX_MACS, 0: '02:00:00:00:00:01' } } })
})

test('no more of those that it speaks with', async () => {
  const connections = await large({
    [`${interfaces}.1`]: new Map([['101', one101]]),
    [`${arp}.1`]: many(() => one101),
    [`${arp}.2`]: many((at) => ({ type: 'octets', value: Uint8Array.from([2, 0, at >> 16, at >> 8, at, 1]) })),
  })
  expect(connections).toMatchObject({ CONNECTION: { MAC: { length: MAX_MACS } } })
})
