import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'
import { Size } from './size.ts'

describe('the time before a retransmission', () => {
  it('follows the round trip, between bounds and within the total', () => {
    const pace = new Pace(15_000)
    expect(pace.retransmit).toBe(1000)
    for (let count = 0; count < 20; count++) pace.measured(5)
    expect(pace.retransmit).toBe(300)
    for (let count = 0; count < 20; count++) pace.measured(800)
    expect(pace.retransmit).toBeGreaterThan(800)
    for (let count = 0; count < 20; count++) pace.measured(9000)
    expect(pace.retransmit).toBe(5000)
    expect(new Pace(1000).retransmit).toBeCloseTo(333, 0)
  })

  it('grows for a slow device, not for a lost datagram', () => {
    const pace = new Pace(15_000)
    for (let count = 0; count < 20; count++) pace.measured(200)
    const before = pace.retransmit
    pace.repeated(before + 210, 210)
    expect(pace.retransmit).toBe(before)
    pace.repeated(1200, 20)
    expect(pace.retransmit).toBe(1200)
  })
})

it('a lost datagram does not pass for slowness where some answers took long', () => {
  const pace = new Pace(15_000)
  pace.measured(1)
  pace.measured(20)
  const before = pace.retransmit
  // As soon as the fastest, though sooner than half of what they take in the mean.
  pace.repeated(2100, 1)
  expect(pace.retransmit).toBe(before)
})

describe('how much is asked for', () => {
  it('shrinks after a failure and grows after successes', () => {
    const size = new Size(20)
    size.tooBig(20)
    expect(size.now).toBe(10)
    size.lost(10)
    expect(size.now).toBe(2)
    for (let count = 0; count < 12; count++) size.succeeded()
    expect(size.now).toBe(20)
  })

  it('stays small where it fails again and again', () => {
    const size = new Size(20)
    for (let round = 0; round < 20; round++) {
      if (size.now > 8) size.tooBig(size.now)
      else size.succeeded()
    }
    expect(size.now).toBeLessThanOrEqual(8)
    for (let count = 0; count < 30; count++) size.succeeded()
    expect(size.now).toBeLessThanOrEqual(8)
  })

  it('is never less than one, nor more than at first', () => {
    const step = fc.constantFrom('succeeded', 'tooBig', 'lost')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(step), (most, steps) => {
        const size = new Size(most)
        for (const one of steps) {
          if (one === 'succeeded') size.succeeded()
          else size[one](size.now)
          expect(size.now).toBeGreaterThanOrEqual(1)
          expect(size.now).toBeLessThanOrEqual(most)
        }
      }),
    )
  })
})
