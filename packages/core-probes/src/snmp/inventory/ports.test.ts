import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SnmpValue } from '../port.ts'
import { type Port, portColumns, portsOf } from './ports.ts'
import { columnsOf, gauge, hex, type Instances, int, table, text } from './test-device.ts'

const interfaces = '1.3.6.1.2.1.2.2.1'
const extended = '1.3.6.1.2.1.31.1.1.1'

const read = async (...parts: readonly Instances[]): Promise<readonly Port[]> => [
  ...portsOf(await columnsOf(portColumns, Object.assign({}, ...parts))).values(),
]

test('an interface with all that it says', async () => {
  const [port] = await read(
    table(interfaces, {
      1: { 7: int(7) },
      2: { 7: text('GigabitEthernet0/7') },
      3: { 7: int(6) },
      4: { 7: int(9216) },
      5: { 7: gauge(1_000_000_000) },
      6: { 7: hex('00:00:5e:00:53:07') },
      7: { 7: int(1) },
      8: { 7: int(2) },
      9: { 7: '67|8640612' },
      10: { 7: '65|11' },
      14: { 7: '65|1' },
      16: { 7: '65|22' },
      20: { 7: '65|2' },
    }),
    table(extended, { 1: { 7: text('Gi0/7') }, 18: { 7: text('uplink') } }),
    { '1.3.6.1.2.1.10.7.2.1.19.7': int(3) },
  )
  expect(port).toEqual({
    IFNUMBER: 7,
    IFDESCR: 'GigabitEthernet0/7',
    IFNAME: 'Gi0/7',
    IFALIAS: 'uplink',
    IFTYPE: 6,
    IFMTU: 9216,
    IFSPEED: 1_000_000_000,
    MAC: '00:00:5e:00:53:07',
    IFINTERNALSTATUS: 1,
    IFSTATUS: 2,
    IFLASTCHANGE: '1 day, 00:00:06.12',
    IFPORTDUPLEX: 3,
    IFINOCTETS: 11,
    IFINERRORS: 1,
    IFOUTOCTETS: 22,
    IFOUTERRORS: 2,
  })
})

test('64-bit counters before 32-bit ones, exact beyond what a number holds', async () => {
  const ports = await read(
    table(interfaces, { 10: { 1: '65|5', 2: '65|6' }, 16: { 1: '65|7' } }),
    table(extended, { 6: { 1: '70|5000000000' }, 10: { 1: '70|18446744073709551615' } }),
  )
  expect(ports).toEqual([{ IFINOCTETS: 5_000_000_000, IFOUTOCTETS: '18446744073709551615' }, { IFINOCTETS: 6 }])
})

test.each([
  { low: 100_000_000, high: undefined, speed: 100_000_000 },
  { low: 100_000_000, high: 0, speed: 100_000_000 },
  { low: 4_294_967_295, high: 10_000, speed: 10_000_000_000 },
  { low: undefined, high: 400_000, speed: 400_000_000_000 },
  { low: 4_294_967_295, high: undefined, speed: undefined },
  { low: 4_294_967_295, high: 0, speed: undefined },
  { low: undefined, high: 0, speed: undefined },
])('speed of $low bit/s and $high million: $speed', async ({ low, high, speed }) => {
  const [port] = await read({
    ...(low === undefined ? {} : table(interfaces, { 5: { 1: gauge(low) } })),
    ...(high === undefined ? {} : table(extended, { 15: { 1: gauge(high) } })),
  })
  expect(port?.IFSPEED).toBe(speed)
})

test('names are descriptions only where no interface has a name', async () => {
  const descriptions = table(interfaces, { 2: { 1: text('eth0'), 2: text('eth1') } })
  expect((await read(descriptions)).map(({ IFNAME }) => IFNAME)).toEqual(['eth0', 'eth1'])
  const named = table(extended, { 1: { 2: text('p2') } })
  expect((await read(descriptions, named)).map(({ IFNAME }) => IFNAME)).toEqual([undefined, 'p2'])
})

test('rows of any column, ascending as numbers; states out of range and empty texts are left out', async () => {
  const ports = await read(
    table(interfaces, { 1: { 10: int(10), 9: int(9) }, 7: { 9: int(4) }, 8: { 9: int(8), 10: int(7) } }),
    table(extended, { 18: { 100: text('far'), 9: '4|' } }),
  )
  expect(ports).toEqual([{ IFNUMBER: 9 }, { IFNUMBER: 10, IFSTATUS: 7 }, { IFALIAS: 'far' }])
})

const value: fc.Arbitrary<SnmpValue> = fc.oneof(
  fc.record({ type: fc.constantFrom('integer', 'gauge', 'counter', 'ticks'), value: fc.integer() }),
  fc.record({ type: fc.constant('counter64'), value: fc.bigInt() }),
  fc.record({ type: fc.constantFrom('octets', 'opaque'), value: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ type: fc.constant('oid'), value: fc.constant('1.3.6') }),
  fc.constant({ type: 'null' }),
) as fc.Arbitrary<SnmpValue>

test('whatever a device answers, there is one port an index, in order', () => {
  const column = fc.dictionary(fc.nat({ max: 500 }).map(String), value).map((rows) => new Map(Object.entries(rows)))
  const shape = Object.fromEntries(Object.keys(portColumns).map((name) => [name, column]))
  fc.assert(
    fc.property(fc.record(shape), (columns) => {
      const ports = portsOf(columns as unknown as Parameters<typeof portsOf>[0])
      const indexes = [...ports.keys()].map(Number)
      expect(indexes).toEqual([...indexes].sort((a, b) => a - b))
      for (const column of Object.values(columns)) for (const row of column.keys()) expect(ports.has(row)).toBe(true)
      for (const { IFSTATUS = 1, IFINTERNALSTATUS = 1 } of ports.values()) {
        expect(IFSTATUS).toBeLessThanOrEqual(7)
        expect(IFINTERNALSTATUS).toBeGreaterThan(0)
      }
    }),
    { numRuns: 60 },
  )
})
