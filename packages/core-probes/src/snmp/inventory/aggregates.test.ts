import { expect, test } from 'vitest'
import { aggregateColumns, aggregateOfMember, aggregatesOf } from './aggregates.ts'
import { columnsOf, type Instances, int, table } from './test-device.ts'
import { trunkColumns, trunksOf } from './trunks.ts'

const lacp = '1.2.840.10006.300.43.1.2.1.1'
const stack = '1.3.6.1.2.1.31.1.2.1'
const pagp = '1.3.6.1.4.1.9.9.98.1.1.1.1'

const types = new Map([
  ['50', { IFTYPE: 161 }],
  ['51', { IFTYPE: 161 }],
  ['60', { IFTYPE: 53 }],
  ['1', { IFTYPE: 6 }],
])
const aggregates = async (...parts: readonly Instances[]) =>
  aggregatesOf(await columnsOf(aggregateColumns, Object.assign({}, ...parts)), types)

test('LACP: attached ports, not those of none or of themselves', async () => {
  const found = await aggregates(table(lacp, { 13: { 3: int(60), 1: int(60), 2: int(0), 4: int(4) } }))
  expect([...found]).toEqual([['60', [1, 3]]])
  expect(Object.fromEntries(aggregateOfMember(found))).toEqual({ 1: '60', 3: '60' })
})

test('the stack of interfaces before LACP, for aggregates; what stands on an aggregate is no aggregate of it', async () => {
  const found = await aggregates(
    table(lacp, { 13: { 9: int(50) } }),
    table(stack, {
      3: {
        '50.0': int(1),
        '50.2': int(1),
        '50.1': int(1),
        '50.3': int(2),
        '51.50': int(1),
        '60.4': int(1),
        '0.50': int(1),
      },
    }),
  )
  expect([...found]).toEqual([['50', [1, 2]]])
})

test('PAgP: the interface that is told, else by the number of the group', async () => {
  const found = await aggregates(
    table(pagp, {
      5: { 1: int(2), 2: int(2), 3: int(4), 4: int(0) },
      8: { 1: int(60), 2: int(60), 3: int(3), 4: int(4) },
    }),
  )
  expect(Object.fromEntries(found)).toEqual({ 60: [1, 2], 5004: [3] })
})

const bridge = new Map([['3', '503']])
const trunks = async (instances: Instances) =>
  Object.fromEntries(trunksOf(await columnsOf(trunkColumns, instances), bridge))

test('trunks by Cisco, Juniper or LLDP, the first that is there', async () => {
  const cisco = table('1.3.6.1.4.1.9.9.46.1.6.1.1', { 14: { 1: int(1), 2: int(2) } })
  const juniper = table('1.3.6.1.4.1.2636.3.40.1.5.1.7.1', { 5: { '10.3': int(2), '20.3': int(1), '10.4': int(1) } })
  const lldp = { '1.0.8802.1.1.2.1.5.32962.1.2.1.1.1.3': int(0), '1.0.8802.1.1.2.1.5.32962.1.2.1.1.1.4': int(7) }
  expect(await trunks({ ...cisco, ...juniper, ...lldp })).toEqual({ 1: 1, 2: 0 })
  expect(await trunks({ ...juniper, ...lldp })).toEqual({ 503: 1, 4: 0 })
  expect(await trunks(lldp)).toEqual({ 503: 1, 4: 0 })
})
