/**
 * The part of `parsers.check.ts` that may hang: tries the parsers from number FIRST on whose names have one of WORDS,
 * says before each step and each measured call what it is about to do, and after each parser what was wrong.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText } from '../../packages/core-probes/src/host/text.ts'
import { argumentsFor } from '../testkit/src/parsers/arguments.ts'
import { type Declared, declaredParsers, type Input, load, textsInTests } from '../testkit/src/parsers/discover.ts'
import { mutated, random } from '../testkit/src/parsers/mutate.ts'
import { asInput, recordedTexts, taken, yieldOf } from '../testkit/src/parsers/samples.ts'
import type { FromChild } from './parsers.check.ts'

const megabyte = 1 << 20
/** Texts that are tried in one step, each cut to 64 kB. */
const together = 20
/** A twice as long input may take so much longer; below `noise` milliseconds nothing is said. */
const most = 3
const noise = 60
/** Only what takes longer (milliseconds) than is usual for a text of 64 kB is measured: whatever is not linear does. */
const suspicious = 4

/** Resolves when it is said: what the channel does not take at once would wait until this process is idle. */
const say = (message: FromChild): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve())
  })

function corpusTexts(dir: string): readonly string[] {
  if (dir === '') return []
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < megabyte)
    .map((path) => decodeText(readFileSync(path)))
}

let step = ''

type Run = (input: unknown) => unknown
/** Milliseconds of processor, so that a busy machine does not count; the best of so many calls, each with its own time-out. */
async function best(run: Run, input: unknown, times: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let left = times; left > 0; left--) {
    await say({ step })
    const start = process.cpuUsage()
    run(input)
    const { user, system } = process.cpuUsage(start)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

/** Repeated until it is so long; one string, not a rope. */
const long = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

/** Beginnings and units that are repeated after them. */
const units = [
  ...[' ', '\t', '\n', 'a', '0', ':', '=', '"', '\\', ',', '.', '-', '/', '(', '[', '{', '<', '|', '\0', '\udc80'],
  ...[
    'a ',
    'a:',
    'a=',
    ' =',
    '0 ',
    '0.',
    '- ',
    '" ',
    '"a',
    '\\x20',
    '<a>',
    '{"a":',
    'a\n',
    ' \n',
    'a: b\n',
    '=\n',
    '\n\n ',
    '(a',
    '[a',
  ],
]

/** Those that are tried in the middle of a text too. */
const inside = [' ', '\t', '\n', 'a', '0', ':', '=', '"', '\\', ',', '(', '[', '{', 'a ', '0.', '" ', ' \n', 'a: b\n']

/** What is wrong with the time that a kind of input takes. */
async function slow(run: Run, input: Input, head: string, unit: string): Promise<string | undefined> {
  const of = (length: number): unknown =>
    asInput(Buffer.from(head + long(unit, length), 'utf16le').toString('utf16le'), input)
  if ((await best(run, of(megabyte / 16), 2)) < suspicious) return undefined
  const [short, twice] = [of(megabyte), of(2 * megabyte)]
  for (const times of [1, 3, 5]) {
    const [one, two] = [await best(run, short, times), await best(run, twice, times)]
    if (two < noise || two <= most * one) return undefined
    if (times === 5) return `1 MB takes ${one.toFixed(0)} ms, 2 MB take ${two.toFixed(0)} ms`
  }
  return undefined
}

async function tried(
  parser: Declared & { readonly input: Input },
  known: readonly string[],
): Promise<readonly string[]> {
  const wrong: string[] = []
  const parse = await load(parser)
  const others = argumentsFor(parser.others)
  const { input } = parser
  const run: Run = (given) => taken(parse(given, ...others))
  const runText = (text: string): unknown => run(asInput(text, input))
  const attempt = async (
    what: string,
    trial: () => string | undefined | Promise<string | undefined>,
  ): Promise<void> => {
    step = what
    await say({ step })
    try {
      const complaint = await trial()
      if (complaint) wrong.push(`${what}: ${complaint}`)
    } catch (error) {
      wrong.push(`${what}: ${error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : String(error)}`)
    }
  }
  const ranked: { readonly text: string; readonly out: number }[] = []
  const texts = [...textsInTests(parser), ...known]
  for (let at = 0; at < texts.length; at += together)
    await attempt(`the texts from ${at} on`, () => {
      for (const text of texts.slice(at, at + together)) ranked.push({ text, out: yieldOf(runText(text)) })
      return undefined
    })
  const samples = ranked
    .filter(({ text }) => text !== '')
    .sort((a, b) => b.out - a.out)
    .slice(0, 12)
    .map(({ text }) => text)
  for (const [index, text] of samples.entries())
    await attempt(`accidents of ${JSON.stringify(text.slice(0, 40))}`, () => {
      const pick = random(index + 1)
      for (let left = 60; left > 0; left--)
        runText(mutated(text.slice(0, 1 << 15), pick, samples[pick(samples.length)]))
      return undefined
    })
  for (const text of samples.slice(0, 4)) {
    await attempt(`long ${JSON.stringify(text.slice(0, 40))}`, () => slow(run, input, '', text))
    await attempt(`long, one line ${JSON.stringify(text.slice(0, 40))}`, () =>
      slow(run, input, '', text.replaceAll('\n', ' ')),
    )
  }
  for (const unit of units) await attempt(`long ${JSON.stringify(unit)}`, () => slow(run, input, '', unit))
  for (const text of samples.slice(0, 2)) {
    const cuts = Array.from({ length: 4 }, (_, at) => Math.floor((Math.min(text.length, 1000) * (at + 1)) / 4))
    for (const cut of new Set(cuts))
      for (const unit of inside)
        await attempt(`${JSON.stringify(text.slice(0, cut).slice(-30))} and long ${JSON.stringify(unit)}`, () =>
          slow(run, input, text.slice(0, cut), unit),
        )
  }
  return wrong
}

const [, , first = '0', corpus = '', ...words] = process.argv
const known = [...new Set([...recordedTexts(), ...corpusTexts(corpus)])].map((text) => text.slice(0, 1 << 16))
for (const [index, parser] of declaredParsers().entries()) {
  if (index < Number(first) || (words.length > 0 && !words.some((word) => parser.name.includes(word)))) continue
  const { input } = parser
  await say({ parser: parser.name, index, skipped: input === undefined })
  if (input) await say({ wrong: await tried({ ...parser, input }, known) })
}
await say({ done: true })
process.disconnect()
