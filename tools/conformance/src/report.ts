import { areaOf } from './files.ts'
import type { Outcome } from './runner.ts'

const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

/** A line a case that failed, and what differs in it: all of it where `detailed`, else the first fields. */
export function report(outcomes: readonly Outcome[], detailed: boolean): string[] {
  return outcomes.flatMap(({ test, status, open, error }) => {
    if (status !== 'failed') return []
    const shownOnes = detailed ? open : open.slice(0, 3)
    const more = open.length > shownOnes.length ? [`    and ${open.length - shownOnes.length} more`] : []
    return [
      `failed ${test.id} (${test.unit})`,
      ...(error === undefined ? [] : [`    ${error}`]),
      ...shownOnes.map(
        ({ place, expected, got }) => `    ${place || 'value'}: expected ${shown(expected)}, got ${shown(got)}`,
      ),
      ...more,
    ]
  })
}

const columns = ['passed', 'fixed', 'excused', 'failed', 'not mapped'] as const

/** Counts by area. */
export function table(outcomes: readonly Outcome[]): string {
  const areas = new Map<string, Record<Outcome['status'], number>>()
  const zero = { passed: 0, fixed: 0, excused: 0, failed: 0, 'not mapped': 0 }
  const total = { ...zero }
  for (const outcome of outcomes) {
    const counts = areas.get(areaOf(outcome)) ?? { ...zero }
    areas.set(areaOf(outcome), counts)
    counts[outcome.status] += 1
    total[outcome.status] += 1
  }
  const width = Math.max(5, ...[...areas.keys()].map((area) => area.length))
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(10))].join('  ')
  return [
    line('area', columns),
    ...[...areas].map(([area, counts]) =>
      line(
        area,
        columns.map((column) => String(counts[column] || '')),
      ),
    ),
    line(
      'total',
      columns.map((column) => String(total[column])),
    ),
  ].join('\n')
}
