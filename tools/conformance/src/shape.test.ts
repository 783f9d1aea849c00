import { expect, it } from 'vitest'
import type { Case } from './case.ts'
import { fieldsByUnit, only, sectionsByUnit, shaped } from './shape.ts'

const test = (more: Partial<Case>): Case => ({
  id: 'p/a/1',
  platform: 'p',
  area: 'a',
  level: 'section',
  unit: 'U',
  capture: {},
  params: {},
  expected: null,
  ...more,
})

it('entries by name are a bag, one entry is a list of one', () => {
  expect(
    shaped(test({ section: 'MEMORIES', expected: { A1: { CAPTION: 'A1' }, A2: { CAPTION: 'A2' } } })),
  ).toMatchObject({
    expected: [{ CAPTION: 'A1' }, { CAPTION: 'A2' }],
    compare: 'bag',
  })
  expect(shaped(test({ section: 'NETWORKS', expected: { MTU: 1 } })).expected).toEqual([{ MTU: 1 }])
  expect(shaped(test({ section: 'BIOS', expected: { SSN: 1 } })).expected).toEqual({ SSN: 1 })
  expect(shaped(test({ section: 'MEMORIES', expected: null })).expected).toEqual([])
  expect(shaped(test({ section: 'DRIVES', expected: [[{ TOTAL: 1 }, { TOTAL: 2 }]] })).expected).toEqual([
    { TOTAL: 1 },
    { TOTAL: 2 },
  ])
})

it('a section that has none of the fields is not the one', () => {
  expect(shaped(test({ section: 'BIOS', expected: { CHASSIS_TYPE: 'Desktop' } })).section).toBe('HARDWARE')
})

it('keeps the fields that a unit speaks of', () => {
  const fields = fieldsByUnit([
    test({ section: 'CPUS', expected: [{ NAME: 'a' }] }),
    test({ section: 'CPUS', expected: [{ SPEED: 1 }], expected_fusion: [{ ID: 1 }] }),
  ])
  expect(only([{ NAME: 'a', ID: 'b', CACHE: 1 }], fields.get('U'))).toEqual([{ NAME: 'a', ID: 'b' }])
})

it('cases that name no section go where the others of the unit go', () => {
  const sections = sectionsByUnit([
    test({ level: 'parser' }),
    test({ section: 'SLOTS' }),
    test({ unit: 'V', level: 'parser', section: 'CPUS' }),
  ])
  expect([...sections]).toEqual([['U', 'SLOTS']])
})

it('a unit that names no section goes where the same step of other products goes', () => {
  const sections = sectionsByUnit([
    test({ unit: 'A.Shop.One._list', section: 'CPUS' }),
    test({ unit: 'A.Shop.Two._list', level: 'parser' }),
    test({ unit: 'A.Shop.Two._other', level: 'parser' }),
    test({ unit: 'A.Park.Two._list', level: 'parser' }),
  ])
  expect([...sections.keys()]).toEqual(['A.Shop.One._list', 'A.Shop.Two._list'])
})
