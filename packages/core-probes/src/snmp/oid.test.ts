import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareOids, isBelow, oidOf } from './oid.ts'

const arc = fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 0xffff_ffff }))
const arcs = fc.array(arc, { minLength: 1, maxLength: 6 })

/** What the order is, word for word. */
function plain(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return (a[at] ?? 0) - (b[at] ?? 0)
  return a.length - b.length
}

describe('OIDs', () => {
  it('are ordered arc by arc', () => {
    fc.assert(
      fc.property(arcs, arcs, fc.nat({ max: 6 }), (a, b, same) => {
        const c = [...a.slice(0, same), ...b]
        expect(Math.sign(compareOids(a.join('.'), c.join('.')))).toBe(Math.sign(plain(a, c)))
      }),
    )
  })

  it.each([
    ['1.9', '1.10', -1],
    ['1.3', '1.3.0', -1],
    ['1.3.6', '1.3', 1],
    ['1.30', '1.3.0', 1],
    ['1.2', '1.2', 0],
  ])('%s and %s', (a, b, order) => {
    expect(Math.sign(compareOids(a, b))).toBe(order)
  })

  it('stand below whole arcs', () => {
    expect([isBelow('1.94', '1.9'), isBelow('1.9.4', '1.9'), isBelow('1.9', '1.9')]).toEqual([false, true, true])
  })

  it('have arcs of 32 bits and at most 128 of them', () => {
    expect(oidOf('.1.3.4294967295')).toBe('1.3.4294967295')
    expect(oidOf('1.3.4294967296')).toBeUndefined()
    expect(oidOf(new Array(129).fill('1').join('.'))).toBeUndefined()
    expect(oidOf('1..3')).toBeUndefined()
  })
})
