import { expect, test } from 'vitest'
import { pnpMaker } from './pnp.ts'

test.each([
  ['DEL', /^Dell/],
  ['SAM', /^Samsung/],
  ['GSM', /^(?:LG|Goldstar)/],
])('%s is a maker', (code, name) => expect(pnpMaker(code)).toMatch(name))

test.each(['', 'QZX', 'del', 'DE', '# M', 'DELL', '\n'])('%j is none', (code) => expect(pnpMaker(code)).toBeUndefined())
