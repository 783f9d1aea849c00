import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lossOf } from './advice.ts'

it('the loss follows from how many answers came only to a later packet (property)', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.95, noNaN: true }), fc.integer({ min: 2, max: 10 }), (loss, tries) => {
      // Of those that answer at all: to the first packet 1 - loss, to a later one the rest.
      const late = (loss - loss ** tries) / (1 - loss ** tries)
      expect(lossOf(late, tries)).toBeCloseTo(loss, 3)
    }),
  )
})
