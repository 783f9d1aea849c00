import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, hex, type Instances, int, table, text } from '../test-device.ts'
import { cdpColumns, cdpNeighbours } from './cdp.ts'
import type { Neighbour } from './connection.ts'
import { edpColumns, edpNeighbours } from './edp.ts'
import { lldpColumns, lldpInterface, lldpNeighbours } from './lldp.ts'
import { mergeNeighbours } from './merge.ts'

const remote = '1.0.8802.1.1.2.1.4.1.1'
const management = '1.0.8802.1.1.2.1.4.2.1.3'
const same = (port: string): string => port

const lldp = async (...parts: readonly Instances[]) =>
  Object.fromEntries(lldpNeighbours(await columnsOf(lldpColumns, Object.assign({}, ...parts)), same))

/** One row of lldpRemTable. */
const row = (index: string, columns: Readonly<Record<number, string>>): Instances =>
  table(remote, Object.fromEntries(Object.entries(columns).map(([column, value]) => [column, { [index]: value }])))

const named = { 9: text('sw1'), 10: text('Switch OS') }
const mac = hex('00:00:5e:00:53:aa')

test('a chassis is a MAC, an address or a name', async () => {
  expect(
    await lldp(
      row('0.1.1', { 4: int(4), 5: mac, ...named }),
      row('0.2.1', { 4: int(5), 5: hex('01 c0000205'), ...named }),
      row('0.3.1', { 4: int(5), 5: hex('02 20010db8000000000000000000000001'), ...named }),
      row('0.4.1', { 4: int(7), 5: text('rack4'), 10: text('Switch OS') }),
      row('0.5.1', { 4: int(4), 5: hex('00000530'), ...named }),
      row('0.6.1', { 4: int(6), 5: text('mgmt0') }),
    ),
  ).toEqual({
    1: { SYSNAME: 'sw1', SYSDESCR: 'Switch OS', SYSMAC: '00:00:5e:00:53:aa' },
    2: { SYSNAME: 'sw1', SYSDESCR: 'Switch OS', IP: '192.0.2.5' },
    3: { SYSNAME: 'sw1', SYSDESCR: 'Switch OS', IP: '2001:db8::1' },
    4: { SYSNAME: 'rack4', SYSDESCR: 'Switch OS' },
    5: { SYSNAME: 'sw1', SYSDESCR: 'Switch OS' },
  })
})

test.each([
  { kind: 3, id: hex('00:00:5e:00:53:01'), description: 'eth1', port: { IFDESCR: 'eth1', MAC: ['00:00:5e:00:53:01'] } },
  { kind: 3, id: mac, description: 'eth1', port: { IFDESCR: 'eth1' } },
  { kind: 5, id: text('Gi0/1'), description: 'uplink', port: { IFDESCR: 'Gi0/1' } },
  { kind: 7, id: text('41'), description: 'uplink', port: { IFNUMBER: '41', IFDESCR: 'uplink' } },
  { kind: 7, id: text('41'), description: '17', port: { IFNUMBER: '41', IFDESCR: '17' } },
  { kind: 1, id: text('to-core'), description: '17', port: { IFDESCR: 'to-core', IFNUMBER: '17' } },
  { kind: 2, id: text('slot1'), description: 'eth1', port: { IFDESCR: 'eth1' } },
  { kind: 4, id: hex('01c0000205'), description: '', port: {} },
])('port of kind $kind, described as "$description"', async ({ kind, id, description, port }) => {
  const found = await lldp(row('0.1.1', { 4: int(4), 5: mac, 6: int(kind), 7: id, 8: text(description), ...named }))
  expect(found[1]).toEqual({ SYSNAME: 'sw1', SYSDESCR: 'Switch OS', SYSMAC: '00:00:5e:00:53:aa', ...port })
})

test('a port without kind is guessed', async () => {
  const found = await lldp(
    row('0.1.1', { 7: hex('00:00:5e:00:53:01'), ...named }),
    row('0.2.1', { 7: text('12'), ...named }),
    row('0.3.1', { 7: text('ge-0/0/1'), ...named }),
  )
  expect(found[1]?.MAC).toEqual(['00:00:5e:00:53:01'])
  expect([found[2]?.IFNUMBER, found[3]?.IFDESCR]).toEqual(['12', 'ge-0/0/1'])
})

test('the management address, IPv4 first; of two neighbours at a port the later', async () => {
  const found = await lldp(
    row('100.1.2', { 4: int(4), 5: mac, 9: text('new') }),
    row('90.1.10', { 4: int(4), 5: mac, 9: text('newest') }),
    row('200.1.1', { 4: int(4), 5: mac, 9: text('old') }),
    {
      [`${management}.90.1.10.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1`]: int(2),
      [`${management}.90.1.10.1.4.192.0.2.7`]: int(2),
      [`${management}.100.1.2.1.4.192.0.2.8`]: int(2),
    },
  )
  expect(found).toEqual({ 1: { SYSNAME: 'newest', SYSMAC: '00:00:5e:00:53:aa', IP: '192.0.2.7' } })
})

test('the interface of a port number: Cisco’s table, the name of the port, the bridge, the number itself', async () => {
  const columns = await columnsOf(lldpColumns, {
    '1.3.6.1.4.1.9.5.1.4.1.1.11.1.3': int(10103),
    ...table('1.0.8802.1.1.2.1.3.7.1', { 3: { 3: text('Eth1/6'), 6: text('Eth1/6'), 7: text('7'), 8: text('lag') } }),
  })
  const bridge = new Map(['3', '4', '6', '7'].map((port) => [port, `50${port}`]))
  const byName = new Map([
    ['Eth1/6', '906'],
    ['7', '907'],
  ])
  const numbers = ['3', '4', '5', '6', '7', '8']
  const told = lldpInterface(columns, { bridge, byName, numbered: false })
  expect(numbers.map(told)).toEqual(['10103', '504', '5', '906', '507', '8'])
  expect(numbers.map(lldpInterface(columns, { bridge, byName, numbered: true }))).toEqual(numbers)
})

const cache = '1.3.6.1.4.1.9.9.23.1.2.1.1'
const cdp = async (rows: Readonly<Record<string, Readonly<Record<number, string>>>>) =>
  Object.fromEntries(
    cdpNeighbours(
      await columnsOf(
        cdpColumns,
        Object.fromEntries(
          Object.entries(rows).flatMap(([index, columns]) =>
            Object.entries(columns).map(([column, value]) => [`${cache}.${column}.${index}`, value]),
          ),
        ),
      ),
    ),
  )
const seen = { 4: hex('c0000209'), 5: text('IOS 15'), 7: text('Gi0/2'), 8: text('cisco WS-C2960') }

test('CDP: what a neighbour needs, and the forms of its name', async () => {
  const common = { IP: '192.0.2.9', SYSDESCR: 'IOS 15', MODEL: 'cisco WS-C2960', IFDESCR: 'Gi0/2' }
  expect(
    await cdp({
      '1.1': { ...seen, 6: text('sw2.example.org') },
      '2.1': { ...seen, 6: hex('00:00:5e:00:53:02') },
      '3.1': { ...seen, 6: text('00005E005303'), 17: text('sw3') },
      '4.1': { ...seen, 6: text('phone'), 17: text('SIP00005E005304') },
      '5.1': { ...seen, 6: text('CP-79600000 5E') },
      '6.1': { ...seen, 6: text('CP796000005E005306'), 17: text('SIP-CP7960') },
      '7.1': { ...seen, 4: hex('00000000') },
      '8.1': { ...seen, 8: text('Communicator 9') },
      '9.1': { 4: seen[4], 5: seen[5] },
      '10.1': { ...seen, 7: text('12'), 6: text('x') },
    }),
  ).toEqual({
    1: { ...common, SYSNAME: 'sw2.example.org' },
    2: { ...common, SYSMAC: '00:00:5e:00:53:02' },
    3: { ...common, SYSNAME: 'sw3', SYSMAC: '00:00:5e:00:53:03' },
    4: { ...common, SYSNAME: 'SIP00005E005304', SYSMAC: '00:00:5e:00:53:04' },
    5: { ...common, SYSNAME: 'CP-79600000 5E' },
    6: { ...common, SYSNAME: 'SIP-CP7960', SYSMAC: '00:00:5e:00:53:06' },
    10: { IP: '192.0.2.9', SYSDESCR: 'IOS 15', MODEL: 'cisco WS-C2960', IFNUMBER: '12', SYSNAME: 'x' },
  })
})

test('CDP: two or three at one interface are none', async () => {
  const one = { ...seen, 6: text('a') }
  expect(Object.keys(await cdp({ '1.1': one, '1.2': one, '2.1': one, '3.1': one, '3.2': one, '3.3': one }))).toEqual([
    '2',
  ])
})

test('EDP: one neighbour of several VLANs; two are none', async () => {
  const edp = '1.3.6.1.4.1.1916.1.13'
  const id = '0.0.0.0.94.0.83.5'
  const columns = await columnsOf(edpColumns, {
    [`${edp}.2.1.3.1001.${id}`]: text('x1'),
    [`${edp}.2.1.6.1001.${id}`]: int(22),
    [`${edp}.3.1.3.1001.${id}.7.68.101.102`]: '64|192.0.2.1',
    [`${edp}.3.1.3.1001.${id}.3.108.97.98`]: '64|192.0.2.2',
    [`${edp}.3.1.3.1002.${id}.3.108.97.98`]: '64|192.0.2.3',
    [`${edp}.3.1.3.1002.0.0.0.0.94.0.83.6.3.108.97.98`]: '64|192.0.2.4',
    [`${edp}.3.1.3.1003.${id}.3.108.97.98`]: '64|0.0.0.0',
  })
  expect(Object.fromEntries(edpNeighbours(columns))).toEqual({
    1001: { IP: '192.0.2.2', SYSNAME: 'x1', SYSMAC: '00:00:5e:00:53:05', IFNUMBER: '22' },
  })
})

const at = (neighbour: Neighbour) => new Map([['1', neighbour]])
const none = new Map<string, Neighbour>()
const merged = (a: Neighbour, b: Neighbour, c?: Neighbour) => mergeNeighbours(at(a), at(b), c ? at(c) : none).get('1')

test.each([
  { why: 'description', lldp: { SYSDESCR: 'OS' }, cdp: { SYSDESCR: 'OS' } },
  { why: 'name', lldp: { SYSNAME: 'sw1' }, cdp: { SYSNAME: 'sw1' } },
  { why: 'name without domain', lldp: { SYSNAME: 'SW1' }, cdp: { SYSNAME: 'sw1.example.org' } },
  { why: 'address', lldp: { SYSMAC: '00:00:5e:00:53:01' }, cdp: { SYSMAC: '00:00:5e:00:53:01' } },
  { why: 'address as name', lldp: { SYSMAC: '00:00:5e:00:53:01' }, cdp: { SYSNAME: '00005E005301' } },
])('one device by $why: address and model are added', ({ lldp, cdp }) => {
  const more = { ...cdp, IP: '192.0.2.1', MODEL: 'M', IFDESCR: 'other' }
  expect(merged(lldp, more)).toEqual({ ...lldp, IP: '192.0.2.1', MODEL: 'M' })
})

test('two devices: LLDP is right, and CDP before EDP', () => {
  const lldp = { SYSNAME: 'phone', IP: '192.0.2.2' }
  expect(merged(lldp, { SYSNAME: 'pc', IP: '192.0.2.3', MODEL: 'M' })).toEqual(lldp)
  expect(mergeNeighbours(none, at({ SYSNAME: 'a' }), at({ SYSNAME: 'b' })).get('1')).toEqual({ SYSNAME: 'a' })
  expect(mergeNeighbours(none, none, at({ SYSNAME: 'b' })).get('1')).toEqual({ SYSNAME: 'b' })
  expect(merged({ SYSMAC: '00:00:5e:00:53:01' }, { SYSNAME: '' })).toEqual({ SYSMAC: '00:00:5e:00:53:01' })
})

test('whatever stands in the table of neighbours, only rows with a name or a description are told', async () => {
  const cell = fc.uint8Array({ maxLength: 20 }).map((bytes) => hex(Buffer.from(bytes).toString('hex')))
  const index = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }).map((arcs) => arcs.join('.'))
  const rows = fc.dictionary(index, fc.dictionary(fc.constantFrom('4', '5', '6', '7', '8', '9', '10'), cell))
  await fc.assert(
    fc.asyncProperty(rows, async (found) => {
      const neighbours = await lldp(...Object.entries(found).map(([row_, columns]) => row(row_, columns)))
      for (const { SYSNAME, SYSDESCR } of Object.values(neighbours)) expect(SYSNAME || SYSDESCR).toBeTruthy()
    }),
    { numRuns: 100 },
  )
})
