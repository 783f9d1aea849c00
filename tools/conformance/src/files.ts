import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Excuse, Fix, Rules } from './judge.ts'
import type { Outcome } from './runner.ts'

/** What is kept between runs: ids of the cases that passed, and how many cases of an area nobody tries yet. */
export interface Baseline {
  readonly passing: readonly string[]
  readonly notMapped: Readonly<Record<string, number>>
}

const read = (dir: string, name: string): string => readFileSync(join(dir, name), 'utf8')

/** The lists of a folder, one file an area. */
const together = (dir: string): unknown[] =>
  readdirSync(dir)
    .sort()
    .flatMap((name) => JSON.parse(read(dir, name)) as unknown[])

export const readRules = (dir: string): Rules => ({
  fixes: together(join(dir, 'fixed')) as Fix[],
  excuses: together(join(dir, 'excused')) as Excuse[],
})

export const readBaseline = (dir: string): Baseline => ({
  passing: read(dir, 'passing.txt').split('\n').filter(Boolean),
  notMapped: JSON.parse(read(dir, 'not-mapped.json')) as Record<string, number>,
})

export function writeBaseline(dir: string, outcomes: readonly Outcome[]): void {
  const passing = outcomes.filter(isPassed).map(({ test }) => test.id)
  writeFileSync(
    join(dir, 'passing.txt'),
    passing
      .sort()
      .map((id) => `${id}\n`)
      .join(''),
  )
  writeFileSync(join(dir, 'not-mapped.json'), `${JSON.stringify(notMapped(outcomes), null, 2)}\n`)
}

const isPassed = ({ status }: Outcome): boolean => status === 'passed' || status === 'fixed'

export const areaOf = ({ test }: Outcome): string => `${test.platform}/${test.area}`

function notMapped(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes)
    if (outcome.status === 'not mapped') counts[areaOf(outcome)] = (counts[areaOf(outcome)] ?? 0) + 1
  return counts
}

/** What has become worse: cases that passed once; in the corpus that the baseline is of, also areas that were tried. */
export function check(outcomes: readonly Outcome[], { passing, notMapped: before }: Baseline, same: boolean): string[] {
  const known = new Set(passing)
  const lost = outcomes.filter((outcome) => known.has(outcome.test.id) && !isPassed(outcome))
  const counts = same ? Object.entries(notMapped(outcomes)) : []
  return [
    ...lost.map(({ test, status }) => `passes no more: ${test.id} (${status})`),
    ...counts
      .filter(([area, count]) => count > (before[area] ?? 0))
      .map(([area, count]) => `not mapped any more: ${area} ${count}, was ${before[area] ?? 0}`),
  ]
}
