/**
 * `guards.check.ts [ID...]`: each guard of the table is left out in turn, and the tests that are there for it have to
 * fail; with all guards in place they pass.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mutationEnv } from '../guards/mutate.ts'
import { type Guard, guards } from '../guards/table.ts'
import { check, end } from './checks.ts'

const wanted = process.argv.slice(2)
const report = join(mkdtempSync(join(tmpdir(), 'fi-guards-')), 'report.json')

interface Suite {
  readonly assertionResults: readonly { readonly status: string; readonly title: string }[]
}

interface Result {
  readonly passed: number
  readonly failed: readonly string[]
}

const pattern = (id: string): string => `(?:^|\\s)${id.replaceAll(/[^\w ]/g, '\\$&')}(?::|$)`

function run(files: readonly string[], title: string, env: Record<string, string>): Result {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...files, '-t', title]
  const { stderr, signal } = spawnSync(process.execPath, [...vitest, '--reporter=json', `--outputFile=${report}`], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 90_000,
  })
  if (signal !== null) return { passed: 0, failed: ['did not end'] }
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const all: Suite['assertionResults'] = testResults.flatMap((one: Suite) => one.assertionResults)
    return { passed: numPassedTests, failed: all.filter((one) => one.status === 'failed').map((one) => one.title) }
  } catch {
    throw new Error(`the tests did not run: ${stderr.slice(-500)}`)
  } finally {
    rmSync(report, { force: true })
  }
}

const chosen = guards.filter(({ id }) => wanted.length === 0 || wanted.includes(id))
const groups = new Map<string, Guard[]>()
for (const one of chosen) groups.set(one.test, [...(groups.get(one.test) ?? []), one])

for (const [file, all] of groups) {
  const ids = [...new Set(all.map(({ id }) => id))]
  await check(`${file}: the tests of ${ids.join(', ')} pass`, () => {
    const { passed, failed } = run([file], ids.map(pattern).join('|'), {})
    assert.deepEqual(failed, [])
    assert.ok(passed >= ids.length, `${passed} tests`)
  })
}
for (const one of chosen) {
  const { failed } = run([one.test], pattern(one.id), mutationEnv(one))
  await check(
    `${one.id}: ${one.guard.slice(0, 80).replaceAll('\n', ' ')}: fails without it: ${failed.join('; ').slice(0, 160)}`,
    () => assert.ok(failed.length > 0, 'all tests pass without the guard'),
  )
}
end()
