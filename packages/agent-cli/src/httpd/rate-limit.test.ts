import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostClients, openRateLimit } from './rate-limit.ts'

it('a sliding period of each client; what is refused is not counted', () => {
  const limit = openRateLimit()
  const at = (now: number) => limit.take('10.0.0.1', 2, 1000, now)
  expect([at(0), at(500), at(600), at(999), at(1000), at(1400), at(1500)]).toEqual([
    ...[true, true, false, false, true, false, true],
  ])
  expect(limit.take('10.0.0.2', 2, 1000, 600)).toBe(true)
})

it('one network of IPv6 is one client', () => {
  const limit = openRateLimit()
  expect(['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1'].map((one) => limit.take(one, 1, 1000, 0))).toEqual([
    ...[true, false, true],
  ])
})

it('a clock that was set back locks nobody out', () => {
  const limit = openRateLimit()
  limit.take('10.0.0.1', 1, 1000, 1_000_000)
  expect(limit.take('10.0.0.1', 1, 1000, 0)).toBe(true)
})

it('S-14: clients are bounded, and who asks often is remembered', () => {
  const limit = openRateLimit()
  const address = (at: number): string => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`
  for (let at = 0; at < mostClients + 5000; at++) {
    limit.take(address(at), 1, 1e9, 0)
    if (at % 100 === 0) limit.take('192.0.2.1', 1, 1e9, 0)
  }
  expect(limit.size).toBe(mostClients)
  expect(limit.full('192.0.2.1', 1, 1e9, 0)).toBe(true)
  expect(limit.full(address(0), 1, 1e9, 0)).toBe(false)
})

it('never more than the rate within any period', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (waits, rate) => {
        const limit = openRateLimit()
        const taken: number[] = []
        let now = 0
        for (const wait of waits) {
          now += wait
          if (limit.take('a', rate, 1000, now)) taken.push(now)
        }
        for (const from of taken)
          expect(taken.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(rate)
      },
    ),
  )
})
