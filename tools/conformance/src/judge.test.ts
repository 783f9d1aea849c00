import { describe, expect, it } from 'vitest'
import type { Case, Json } from './case.ts'
import { judge, type Rules } from './judge.ts'

const test = (expected: Json, more: Partial<Case> = {}): Case => ({
  id: 'p/a/1',
  platform: 'p',
  area: 'a',
  level: 'parser',
  unit: 'U',
  capture: {},
  params: {},
  expected,
  ...more,
})
const none: Rules = { fixes: [], excuses: [] }
const status = (one: Case, got: Json | undefined, rules = none) => judge(one, got, rules).status

describe('judge', () => {
  it('compares numbers as text, and takes null as absent', () => {
    expect(status(test([{ SPEED: 1600, CORE: null }]), [{ SPEED: '1600' }])).toBe('passed')
    expect(status(test([{ SPEED: 1600 }]), [{ SPEED: '1600', CORE: 1 }])).toBe('failed')
    expect(status(test([{ SPEED: 1600 }]), [])).toBe('failed')
  })

  it('knows patterns', () => {
    expect(status(test({ a: { $any: true }, b: { $any: true, $regex: '^x', $flags: 'i' } }), { b: 'XY' })).toBe(
      'passed',
    )
    expect(status(test({ b: { $any: true, $regex: '^x' } }), {})).toBe('failed')
  })

  it('minds the order but in a bag', () => {
    expect(status(test([{ a: 1 }, { a: 2 }]), [{ a: 2 }, { a: 1 }])).toBe('failed')
    expect(status(test([{ a: 1 }, { a: 2 }], { compare: 'bag' }), [{ a: 2 }, { a: 1 }])).toBe('passed')
    expect(status(test([{ a: 1 }], { compare: 'bag' }), [{ a: 1 }, { a: 1 }])).toBe('failed')
  })

  it('cleans what is expected of a section', () => {
    const one = test({ SMODEL: 'a\tb', MSN: '', nonsense: 1 }, { level: 'section', section: 'BIOS' })
    expect(status(one, { SMODEL: 'ab' })).toBe('passed')
  })

  it('takes the value of the older agent field by field', () => {
    expect(status(test({ a: 1, b: 1 }, { expected_fusion: { a: 2, b: 2 } }), { a: 1, b: 2 })).toBe('passed')
    expect(status(test({ a: 1 }, { expected_fusion: { a: 2 } }), { a: 3 })).toBe('failed')
  })

  it('knows what the specification says otherwise', () => {
    const fix = (to: Json): Rules => ({
      fixes: [{ unit: 'U', field: 'MAC', from: { $regex: '[A-F]' }, to, spec: 's' }],
      excuses: [],
    })
    expect(status(test([{ MAC: 'AA' }]), [{ MAC: 'aa' }], fix({ $lower: true }))).toBe('fixed')
    expect(status(test([{ MAC: 'AA' }]), [{ MAC: 'bb' }], fix({ $lower: true }))).toBe('failed')
    expect(status(test([{ MAC: 'AA@x' }]), [{ MAC: 'AA' }], fix({ $part: '^([^@]+)@' }))).toBe('fixed')
    expect(status(test([{ MAC: 'AA' }]), [{}], fix(null))).toBe('fixed')
    expect(status(test([{ MAC: '11' }]), [{}], fix(null))).toBe('failed')
  })

  it('excuses a field of named cases only', () => {
    const rules: Rules = { fixes: [], excuses: [{ unit: 'U', field: 'a', ids: ['p/a/1'], reason: 'r' }] }
    expect(status(test({ a: 1 }), {}, rules)).toBe('excused')
    expect(status(test({ a: 1, b: 1 }), {}, rules)).toBe('failed')
    expect(status(test({ a: 1 }, { id: 'p/a/2' }), {}, rules)).toBe('failed')
  })
})
