// The last line of .ci/run: tests counted from the runners' reports, one more for each step that has no report.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const dir = process.argv[2]
let passed = 0
let failed = 0
for (const file of readdirSync(dir).filter((name) => name.endsWith('.exit'))) {
  const step = file.slice(0, -'.exit'.length)
  const ended = readFileSync(join(dir, file), 'utf8').trim() === '0'
  const report = ['test', 'node24', 'node26'].includes(step) ? join(dir, `${step === 'test' ? 'node' : step}.json`) : ''
  const counts = [...readFileSync(join(dir, `${step}.log`), 'utf8').matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1)
  if (report && existsSync(report)) {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8'))
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
}
console.log(`${passed} passed, ${failed} failed`)
