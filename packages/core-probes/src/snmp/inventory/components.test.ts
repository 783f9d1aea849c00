import { expect, test } from 'vitest'
import { accessPointColumns, componentColumns, componentsOf } from './components.ts'
import { stackColumns, withStackSerials } from './stacks.ts'
import { columnsOf, hex, type Instances, int, table, text } from './test-device.ts'

const entity = '1.3.6.1.2.1.47.1.1.1.1'
const units = '1.3.6.1.4.1.674.10895.3000.1.2.100.8.1'

async function components(...parts: readonly Instances[]) {
  const instances = Object.assign({}, ...parts)
  const [own, points, stacks] = [
    await columnsOf(componentColumns, instances),
    await columnsOf(accessPointColumns, instances),
    await columnsOf(stackColumns, instances),
  ]
  return withStackSerials(componentsOf(own, points), stacks)
}

test('a component with all that it says', async () => {
  expect(
    await components(
      table(entity, {
        1: { 1: int(1) },
        2: { 1: text('48 port  switch ') },
        4: { 1: int(0) },
        5: { 1: int(3) },
        7: { 1: text('Unit 1') },
        8: { 1: text('V02') },
        9: { 1: text('1.2') },
        10: { 1: text('15.0') },
        11: { 1: text(' FOC1\u0000junk') },
        12: { 1: text('ACME') },
        13: { 1: text('X-48') },
        16: { 1: int(1) },
      }),
    ),
  ).toEqual([
    {
      INDEX: 1,
      NAME: 'Unit 1',
      DESCRIPTION: '48 port switch',
      TYPE: 'chassis',
      FRU: 1,
      SERIAL: 'FOC1',
      MODEL: 'X-48',
      MANUFACTURER: 'ACME',
      FIRMWARE: '1.2',
      REVISION: 'V02',
      VERSION: '15.0',
      CONTAINEDININDEX: 0,
    },
  ])
})

test('indexes by their column, else by the fullest one; ascending as numbers; parts that hold each other', async () => {
  const loop = table(entity, {
    4: { 10: int(9), 9: int(10), 2: int(2) },
    7: { 9: text('a'), 10: text('b') },
    5: { 9: int(12), 10: int(99) },
  })
  expect(await components(loop)).toEqual([
    { INDEX: '2', CONTAINEDININDEX: 2 },
    { INDEX: '9', NAME: 'a', TYPE: 'cpu', CONTAINEDININDEX: 10 },
    { INDEX: '10', NAME: 'b', CONTAINEDININDEX: 9 },
  ])
  expect(await components(loop, table(entity, { 1: { 9: int(9) } }))).toHaveLength(1)
  expect(await components()).toEqual([])
})

test('access points of a controller have addresses of their own', async () => {
  const points = '1.3.6.1.4.1.9.9.513.1.1.1.1'
  expect(
    await components(
      table(entity, { 5: { 40: int(9), 41: int(9) } }),
      table(points, { 2: { '0.1': hex('00:00:5e:00:53:01') }, 4: { '0.1': int(41) } }),
      { '1.3.6.1.4.1.14179.2.2.1.1.19.0.1': '64|192.0.2.41' },
    ),
  ).toEqual([
    { INDEX: '40', TYPE: 'module' },
    { INDEX: '41', TYPE: 'module', MAC: '00:00:5e:00:53:01', IP: '192.0.2.41' },
  ])
})

test('units of a stack get their serial numbers by number, else in order; a single one keeps its own', async () => {
  const named = table(entity, {
    5: { 1: int(11), 2: int(3), 3: int(3) },
    7: { 2: text('Unit 2'), 3: text('Unit 1') },
    11: { 2: text('same'), 3: text('same') },
  })
  const unnamed = table(entity, { 5: { 2: int(3), 3: int(3) }, 11: { 2: text('same'), 3: text('same') } })
  const two = table(units, { 2: { 1: text('CN1'), 2: text('CN2') } })
  const serials = async (...parts: readonly Instances[]) => (await components(...parts)).map(({ SERIAL }) => SERIAL)
  expect(await serials(named, two)).toEqual([undefined, 'CN2', 'CN1'])
  expect(await serials(unnamed, two)).toEqual(['CN1', 'CN2'])
  expect(await serials(unnamed, table(units, { 2: { 1: text('CN1') } }))).toEqual(['same', 'same'])
})
