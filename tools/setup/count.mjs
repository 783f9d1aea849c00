// The end of .ci/run: what failed, by name, and in the last line the tests counted from the runners' reports, one more for
// each step that has no report.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const dir = process.argv[2]
let passed = 0
let failed = 0
const names = []
for (const file of readdirSync(dir).filter((name) => name.endsWith('.exit'))) {
  const step = file.slice(0, -'.exit'.length)
  const ended = readFileSync(join(dir, file), 'utf8').trim() === '0'
  const before = failed
  const report = ['test', 'node24', 'node26'].includes(step) ? join(dir, `${step === 'test' ? 'node' : step}.json`) : ''
  const log = readFileSync(join(dir, `${step}.log`), 'utf8')
  const counts = [...log.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1)
  if (report && existsSync(report)) {
    const { numPassedTests, numFailedTests, success, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    for (const { name, status, message, assertionResults } of testResults) {
      const bad = assertionResults.filter((one) => one.status === 'failed')
      for (const one of bad) names.push(`${step}: ${name}: ${one.fullName}\n    ${one.failureMessages.join('\n    ')}`)
      if (status === 'failed' && bad.length === 0) names.push(`${step}: ${name}\n    ${message}`)
    }
    passed += numPassedTests
    failed += numFailedTests
    // A file that could not even be loaded fails no test.
    if ((!success || !ended) && numFailedTests === 0) failed += 1
  } else if (counts) {
    passed += Number(counts[1])
    failed += Number(counts[2])
    if (!ended && counts[2] === '0') failed += 1
  } else if (ended) passed += 1
  else failed += 1
  if (!report && failed > before) {
    const lines = log.match(/^(?:FAILED|skipped) .*(?:\n {4}.*){0,10}/gm) ?? [log.slice(-1000)]
    for (const line of lines) names.push(`${step}: ${line}`)
  }
}
for (const name of names.slice(0, 30)) console.log(name.slice(0, 1500))
console.log(`${passed} passed, ${failed} failed`)
