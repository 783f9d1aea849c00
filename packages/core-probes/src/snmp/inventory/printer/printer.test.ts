import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, described, int, table, text } from '../test-device.ts'
import { suppliesOf, supplyColumns } from './supplies.ts'

const supplies = '1.3.6.1.2.1.43.11.1.1'
const colorants = '1.3.6.1.2.1.43.12.1.1'

interface Supply {
  readonly kind: number
  readonly description?: string
  readonly colorant?: number
  readonly unit?: number
  readonly max?: number
  readonly level?: number
}

const row = (index: string, { kind, description = '', colorant = 0, unit = 19, max, level }: Supply) => ({
  [`${supplies}.3.${index}`]: int(colorant),
  [`${supplies}.5.${index}`]: int(kind),
  [`${supplies}.6.${index}`]: text(description),
  [`${supplies}.7.${index}`]: int(unit),
  ...(max === undefined ? {} : { [`${supplies}.8.${index}`]: int(max) }),
  ...(level === undefined ? {} : { [`${supplies}.9.${index}`]: int(level) }),
})

const left = async (...found: readonly Supply[]) =>
  suppliesOf(await columnsOf(supplyColumns, Object.assign({}, ...found.map((one, at) => row(`1.${at + 1}`, one)))))

test('kinds and colours by description', async () => {
  expect(
    await left(
      { kind: 3, description: 'Toner noir', max: 200, level: 99 },
      { kind: 21, description: 'Cartouche jaune', max: 100, level: 7 },
      { kind: 9, description: 'Cyan drum', max: 100, level: 100 },
      { kind: 5, description: 'Magenta ink', max: 3, level: 2 },
      { kind: 10, description: 'Developer', max: 10, level: 1 },
      { kind: 4, description: 'Waste toner', max: 100, level: 60 },
      { kind: 1, description: 'Fuser unit', max: 100, level: 50 },
      { kind: 1, description: 'Maintenance box', max: 100, level: 51 },
      { kind: 1, description: 'Transfer roller', max: 100, level: 52 },
      { kind: 1, description: 'Something', max: 100, level: 53 },
      { kind: 32, max: 5000, level: 2500 },
      { kind: 77, max: 100, level: 1 },
    ),
  ).toEqual({
    TONERBLACK: 49,
    TONERYELLOW: 7,
    DRUMCYAN: 100,
    CARTRIDGEMAGENTA: 66,
    DEVELOPERBLACK: 10,
    WASTETONER: 60,
    FUSERKIT: 50,
    MAINTENANCEKIT: 51,
    TRANSFERKIT: 52,
    STAPLES: 50,
  })
})

test('colours by the table of colorants, by device', async () => {
  const instances = {
    ...row('1.1', { kind: 3, description: 'Cyan', colorant: 2, max: 100, level: 5 }),
    ...row('2.1', { kind: 3, description: 'Cyan', colorant: 1, max: 100, level: 6 }),
    ...row('1.2', { kind: 3, description: 'Cyan', colorant: 9, max: 100, level: 7 }),
    ...row('1.3', { kind: 3, description: 'Cyan', colorant: 0, max: 100, level: 8 }),
    ...table(colorants, { 4: { '1.2': text('photo black'), '2.1': text('magenta') } }),
  }
  expect(suppliesOf(await columnsOf(supplyColumns, instances))).toEqual({
    TONERPHOTO: 5,
    TONERMAGENTA: 6,
    TONERCYAN: 8,
  })
})

test.each([
  { max: 100, level: -2, said: 'WARNING' },
  { max: 100, level: -3, said: 'OK' },
  { max: -2, level: -3, said: 'OK' },
  { max: 100, level: -1, said: undefined },
  { max: -1, level: 50, said: undefined },
  { max: 0, level: 50, said: undefined },
  { max: -3, level: 50, said: undefined },
  { max: 100, level: 250, said: 100 },
  { max: 3, level: 1, said: 33 },
  { max: -2, level: 1200, unit: 7, said: '1200impressions' },
  { max: -2, level: 125, unit: 15, said: '12.5ml' },
  { max: -2, level: 4500, unit: 4, said: '4.5mm' },
  { max: -2, level: 42, unit: 19, said: '42' },
  { max: -2, level: 42, unit: 99, said: '42?' },
  { max: undefined, level: 42, said: undefined },
])('a level of $level of $max: $said', async ({ said, ...supply }) => {
  expect((await left({ kind: 15, ...supply } as Supply)).FUSERKIT).toBe(said)
})

test('of two of a kind the lower, a share before a quantity before a word', async () => {
  const drum = (max: number, level: number) => ({ kind: 9, max, level })
  expect((await left(drum(100, 80), drum(100, 9), drum(100, 30))).DRUMBLACK).toBe(9)
  expect((await left(drum(100, -3), drum(100, 90), drum(100, -2))).DRUMBLACK).toBe(90)
  expect((await left(drum(100, -3), drum(100, -2))).DRUMBLACK).toBe('WARNING')
  expect((await left({ kind: 9, max: -2, level: 0, unit: 99 }, drum(-2, -3))).DRUMBLACK).toBe('OK')
})

test('a share is 0 to 100, whatever the numbers', async () => {
  const number = fc.integer({ min: -10, max: 2 ** 31 - 1 })
  await fc.assert(
    fc.asyncProperty(number, number, async (max, level) => {
      const { STAPLES } = await left({ kind: 32, max, level })
      if (typeof STAPLES === 'number') expect(STAPLES >= 0 && STAPLES <= 100).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('page counters: the maker’s before the standard one; only printers are asked', async () => {
  const standard = { '1.3.6.1.2.1.43.10.2.1.4.1.1': '65|1000' }
  const maker = {
    '1.3.6.1.4.1.1347.43.10.1.1.12.1.1': int(1200),
    '1.3.6.1.4.1.1347.42.3.1.1.1.1.1': int(700),
    '1.3.6.1.4.1.1347.42.3.1.1.1.1.2': text('n/a'),
  }
  const printer = { type: 'PRINTER' } as const
  expect((await described(standard, printer)).PAGECOUNTERS).toEqual({ TOTAL: 1000 })
  expect((await described({ ...standard, ...maker }, printer)).PAGECOUNTERS).toEqual({ TOTAL: 1200, PRINTTOTAL: 700 })
  expect(await described(standard, { type: 'NETWORKING' })).not.toHaveProperty('PAGECOUNTERS')
  expect(await described({ '1.3.6.1.2.1.1.1.0': text('x') }, printer)).not.toHaveProperty('CARTRIDGES')
})
