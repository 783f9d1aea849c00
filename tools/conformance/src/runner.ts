import { type Schema, schema } from '@fusioninventory/protocol'
import { inputOf, units } from '../units/index.ts'
import { replayed } from '../units/step.ts'
import type { Case, Corpus, Json } from './case.ts'
import { compose } from './compose.ts'
import { judge, type Rules, type Status, type Verdict } from './judge.ts'
import type { Replay } from './result.ts'
import { fieldsByUnit, only, sectionsByUnit, shaped } from './shape.ts'

export interface Outcome {
  readonly test: Case
  readonly status: Status | 'not mapped'
  readonly open: Verdict['open']
  /** What went wrong, where nothing came out. */
  readonly error?: string
}

/** Tries all cases, two at a time. */
export async function runAll(
  corpus: Corpus,
  cases: readonly Case[],
  replay: Replay,
  rules: Rules,
): Promise<readonly Outcome[]> {
  const fields = fieldsByUnit(corpus.cases)
  const sections = sectionsByUnit(corpus.cases)
  const outcomes: Outcome[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < cases.length; at = next++) {
      const test = cases[at]
      if (test)
        outcomes[at] = await run(test, corpus, replay, rules, {
          fields: fields.get(test.unit),
          section: sections.get(test.unit),
        })
    }
  }
  await Promise.all([work(), work()])
  return outcomes
}

async function run(
  test: Case,
  corpus: Corpus,
  replay: Replay,
  rules: Rules,
  of: { readonly fields: ReadonlySet<string> | undefined; readonly section: string | undefined },
): Promise<Outcome> {
  const unit = Object.hasOwn(units, test.unit) ? units[test.unit] : undefined
  if (unit === undefined) {
    const known = rules.excuses.some(
      (excuse) => excuse.unit === test.unit && !excuse.ids && !excuse.field && !excuse.origin && !excuse.input,
    )
    return { test, status: known ? 'excused' : 'not mapped', open: [] }
  }
  try {
    const whole = unit === replayed && test.section === undefined && of.section !== undefined
    const wanted = shaped(whole ? { ...test, level: 'section', section: of.section } : test)
    const many = (schema as Schema)[wanted.section ?? '']?.many === true
    const found =
      typeof unit === 'function'
        ? (unit(inputOf(test, corpus)) as Json | undefined)
        : ((await replay(compose(test, corpus), wanted.section ?? '')) ?? (many ? [] : undefined))
    const bare = typeof unit === 'function' && wanted.section === undefined
    return { test, ...judge(wanted, bare ? found : only(found, of.fields), rules, () => inputOf(test, corpus).text()) }
  } catch (error) {
    return {
      test,
      status: 'failed',
      open: [],
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}
