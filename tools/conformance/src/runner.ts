import { type Schema, schema } from '@fusioninventory/protocol'
import type { Case, Corpus, Json } from './case.ts'
import { isMap } from './compare.ts'
import { compose } from './compose.ts'
import { judge, type Rules, type Status, type Verdict } from './judge.ts'
import type { Replay } from './result.ts'
import { inputOf, units } from './units.ts'

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
  const outcomes: Outcome[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < cases.length; at = next++) {
      const test = cases[at]
      if (test) outcomes[at] = await run(test, corpus, replay, rules, fields.get(test.unit))
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
  fields: ReadonlySet<string> | undefined,
): Promise<Outcome> {
  const unit = Object.hasOwn(units, test.unit) ? units[test.unit] : undefined
  if (unit === undefined) {
    const known = rules.excuses.some((excuse) => excuse.unit === test.unit && !excuse.ids && !excuse.field)
    return { test, status: known ? 'excused' : 'not mapped', open: [] }
  }
  try {
    const section = sectionOf(test)
    const found =
      typeof unit === 'function'
        ? (unit(inputOf(test, corpus)) as Json | undefined)
        : await replay(compose(test, corpus), section ?? '')
    const bare = typeof unit === 'function' && section === undefined
    return { test, ...judge({ ...test, ...(section && { section }) }, bare ? found : only(found, fields), rules) }
  } catch (error) {
    return {
      test,
      status: 'failed',
      open: [],
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

/** The fields that any case of a unit speaks of: what another step puts into the same section is not its business. */
function fieldsByUnit(cases: readonly Case[]): ReadonlyMap<string, ReadonlySet<string>> {
  const fields = new Map<string, Set<string>>()
  for (const { unit, expected, expected_fusion } of cases) {
    const known = fields.get(unit) ?? new Set()
    fields.set(unit, known)
    for (const value of [expected, expected_fusion])
      for (const entry of Array.isArray(value) ? value : [value])
        if (isMap(entry)) for (const name of Object.keys(entry)) known.add(name)
  }
  return fields
}

/** The section that is named; where it has none of the fields (its name is only a guide) HARDWARE, if that has them. */
function sectionOf({ section, expected }: Case): string | undefined {
  const names = isMap(expected) ? Object.keys(expected) : []
  const has = (name: string | undefined): boolean =>
    names.length === 0 || names.some((field) => Object.hasOwn((schema as Schema)[name ?? '']?.fields ?? {}, field))
  return section !== undefined && !has(section) && has('HARDWARE') ? 'HARDWARE' : section
}

function only(value: Json | undefined, fields: ReadonlySet<string> | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((entry) => only(entry, fields) ?? null)
  if (!isMap(value) || !fields) return value
  const kept = Object.entries(value).filter(([name, found]) => fields.has(name) && found !== undefined)
  return Object.fromEntries(kept) as Json
}
