import fc from 'fast-check'
import { expect, test } from 'vitest'
import { argumentsFor } from './arguments.ts'
import { type Declared, declaredParsers, load, textsInTests } from './discover.ts'
import { hostile, mutated, random } from './mutate.ts'
import { asInput, recordedTexts, taken, yieldOf } from './samples.ts'

const parsers = declaredParsers().flatMap((parser) => (parser.input ? [{ ...parser, input: parser.input }] : []))
const recorded = recordedTexts().filter((text) => text.length < 1 << 18)
const arbitrary = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 12 })), { maxLength: 80 })
    .map((all) => all.join('')),
)

/** The texts that it makes most of, its own tests' first. */
function familiar(parser: Declared, run: (text: string) => unknown): readonly string[] {
  const texts = [...textsInTests(parser), ...recorded]
  const ranked = texts.map((text) => ({ text, out: yieldOf(run(text)) })).sort((a, b) => b.out - a.out)
  return ranked.slice(0, 6).map(({ text }) => text.slice(0, 1 << 14))
}

test('parsers are found', () => {
  expect(parsers.length).toBeGreaterThan(30)
  expect(parsers.map(({ name }) => name)).toContain('software/parse-dpkg-status parseDpkgStatus')
})

test.each(parsers)('$name is total', async (parser) => {
  const parse = await load(parser)
  const others = argumentsFor(parser.others)
  const run = (text: string): unknown => taken(parse(asInput(text, parser.input), ...others))
  const samples = familiar(parser, run)
  const accident = fc
    .tuple(fc.constantFrom(...samples), fc.constantFrom(...samples), fc.nat())
    .map(([text, other, seed]) => mutated(text, random(seed), other))
  fc.assert(
    fc.property(fc.oneof({ arbitrary, weight: 1 }, { arbitrary: accident, weight: 3 }), (text) => {
      run(text)
    }),
    { numRuns: 150 },
  )
})
