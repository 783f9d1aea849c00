import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { probes } from '../../../packages/core-probes/src/local/registry.ts'
import { categories, elsewhere, ofTheTool, type Row, sources } from './coverage.ts'
import { pending } from './pending.ts'
import { checkout, testOf } from './shown.ts'

const known = new Map(probes.map((probe) => [probe.name as string, probe]))
const waits = ({ probes: names }: Row): boolean => names.some((name) => pending.includes(name))

test('a pending probe is not there yet', () => {
  expect(pending.filter((name) => known.has(name))).toEqual([])
})

test.each([...categories.map((row) => ({ table: 1, ...row })), ...sources.map((row) => ({ table: 2, ...row }))])(
  'row $number of table $table, $subject, has its probes and a test',
  (row) => {
    const missing = row.probes.filter((name) => !known.has(name) && !pending.includes(name))
    expect(missing).toEqual([])
    if (!waits(row)) expect(testOf(row), `no test in ${row.folders} has ${row.shown}`).toBeDefined()
  },
)

test('what the tool itself adds has a test', () => {
  for (const [, , file] of ofTheTool) expect(existsSync(join(checkout, file)), file).toBe(true)
})

test('every source is on Linux or elsewhere, and none is both', () => {
  const ours = new Set(sources.map(({ number }) => number))
  const all = [...ours, ...Object.keys(elsewhere).map(Number)].sort((a, b) => a - b)
  expect(all).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
})

test('every probe of Linux is in the page', () => {
  const page = readFileSync(join(checkout, 'docs/reference/probes.md'), 'utf8')
  for (const name of known.keys()) expect(page).toContain(`| \`${name}\` |`)
})
