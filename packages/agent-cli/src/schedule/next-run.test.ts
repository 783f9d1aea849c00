import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterFailure, afterRun, type Chance, firstRun, isPlausible, type Jitter, waitBelow } from './next-run.ts'

/** Mulberry32: the same numbers every time. */
function chanceOf(seed: number): Chance {
  let state = seed
  return {
    random() {
      state = (state + 0x6d2b79f5) | 0
      let t = Math.imul(state ^ (state >>> 15), 1 | state)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}

const agents = 10_000
const now = 1_795_000_000

/** Chi-square of numbers that should be even over [from, from + size): buckets of the same width, as far as whole numbers allow. */
function chiSquare(values: readonly number[], from: number, size: number, buckets = 50): number {
  const counts = new Array<number>(buckets).fill(0)
  const widths = new Array<number>(buckets).fill(0)
  const bucket = (value: number): number => Math.floor(((value - from) * buckets) / size)
  for (let value = from; value < from + size; value++) widths[bucket(value)] = (widths[bucket(value)] ?? 0) + 1
  for (const value of values) {
    expect(value).toBeGreaterThanOrEqual(from)
    expect(value).toBeLessThan(from + size)
    counts[bucket(value)] = (counts[bucket(value)] ?? 0) + 1
  }
  return counts.reduce((sum, count, at) => {
    const expected = (values.length * (widths[at] ?? 0)) / size
    return sum + (count - expected) ** 2 / expected
  }, 0)
}

/** Quantile 0.999 of chi-square with 49 degrees of freedom. */
const limit = 85.35

const every = (seed: number, one: (chance: Chance) => number): readonly number[] => {
  const chance = chanceOf(seed)
  return Array.from({ length: agents }, () => one(chance))
}

test.each([
  // maxDelay, jitter, earliest, and how many seconds from there
  [3600, 'legacy', 1800, 1800],
  [86_400, 'legacy', 43_200, 43_200],
  [604_800, 'legacy', 302_400, 302_400],
  [3600, 'compat', 3001, 600],
  [21_599, 'compat', 18_001, 3599],
  [21_600, 'compat', 18_001, 3600],
  [86_400, 'compat', 82_801, 3600],
  [604_800, 'compat', 579_601, 25_200],
] as const)('10,000 agents with %i s between contacts, %s: even from %i over %i s', (maxDelay, jitter, from, size) => {
  const dates = every(maxDelay, (chance) => afterRun(now, { maxDelay, jitter }, chance))
  expect(chiSquare(dates, now + from, size)).toBeLessThan(limit)
})

test.each([3600, 7200, 59])('first contacts with a delaytime of %i s are even over its second half', (delaytime) => {
  const period = { maxDelay: 86_400, jitter: 'legacy' } as const
  const dates = every(delaytime, (chance) => firstRun(now, delaytime, period, chance))
  const half = Math.floor(delaytime / 2)
  expect(chiSquare(dates, now + half, delaytime - half, Math.min(50, delaytime - half))).toBeLessThan(limit)
})

test('--wait is even over all seconds below it', () => {
  expect(
    chiSquare(
      every(1, (chance) => waitBelow(1800, chance)),
      0,
      1800,
    ),
  ).toBeLessThan(limit)
})

test('the test itself sees a spread that is not even', () => {
  const squared = every(2, ({ random }) => now + 1800 + Math.floor(random() ** 1.1 * 1800))
  expect(chiSquare(squared, now + 1800, 1800)).toBeGreaterThan(limit)
})

test('with no delaytime the first contact is one like all others', () => {
  const period = { maxDelay: 86_400, jitter: 'compat' } as const
  expect(firstRun(now, 0, period, chanceOf(5))).toBe(afterRun(now, period, chanceOf(5)))
})

test('after failures: a minute, then twice as long each time, up to the caps', () => {
  const delays = (maxDelay: number, delaytime: number): number[] =>
    Array.from({ length: 9 }, (_, at) => afterFailure(now, at + 1, maxDelay, delaytime) - now)
  expect(delays(86_400, 3600)).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  expect(delays(600, 3600)).toEqual([60, 120, 240, 480, 600, 600, 600, 600, 600])
  expect(delays(86_400, 0)).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  expect(delays(86_400, 100)).toEqual([60, 100, 100, 100, 100, 100, 100, 100, 100])
})

test('dates of a clock that was wrong are not believed', () => {
  expect(isPlausible(now - 3600, now, 3600)).toBe(true)
  expect(isPlausible(now - 3601, now, 3600)).toBe(false)
  expect(isPlausible(now + 7200, now, 3600)).toBe(true)
  expect(isPlausible(now + 7201, now, 3600)).toBe(false)
})

test('whatever the period and the chance, the next contact is in the future, within the period, and plausible', () => {
  const jitter = fc.constantFrom<Jitter>('legacy', 'compat')
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((value) => ({ random: () => value }))
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8760 * 3600 }),
      jitter,
      random,
      fc.nat(100),
      (maxDelay, kind, chance, failures) => {
        const date = afterRun(now, { maxDelay, jitter: kind }, chance)
        expect(date).toBeGreaterThan(now)
        expect(date).toBeLessThanOrEqual(now + maxDelay)
        expect(isPlausible(date, now, maxDelay)).toBe(true)
        const late = afterFailure(now, failures, maxDelay, 3600)
        expect(late).toBeGreaterThan(now)
        expect(late).toBeLessThanOrEqual(now + Math.min(maxDelay, 3600))
      },
    ),
  )
})
