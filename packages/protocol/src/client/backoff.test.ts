import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoff, retryAfter } from './backoff.ts'

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thursday, 01-Jan-26 00:01:00 GMT', 60_000],
    ['Thu Jan  1 00:01:00 2026 GMT', 60_000],
    ['Wed, 01 Jan 2020 00:01:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['2027', 2_027_000],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, ms) => expect(retryAfter(header, now)).toBe(ms))

  it('is total, and never in the past', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(retryAfter(text, now) ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('back-off', () => {
  it('doubles, within its bounds whatever the dice, and is capped', () => {
    const least = () => 0
    const most = () => 1 - Number.EPSILON
    expect([0, 1, 2, 3, 5, 6, 50, 2000].map((n) => backoff(n, least))).toEqual([
      500, 1000, 2000, 4000, 16_000, 30_000, 30_000, 30_000,
    ])
    expect([0, 1, 2, 3, 5, 6, 50, 2000].map((n) => backoff(n, most))).toEqual([
      1000, 2000, 4000, 8000, 32_000, 60_000, 60_000, 60_000,
    ])
  })

  it('spreads clients that failed together', () => {
    const waits = new Set(Array.from({ length: 100 }, (_, i) => backoff(3, () => i / 100)))
    expect(waits.size).toBe(100)
  })
})
