/**
 * Holds the suite against a corpus of recorded machines with their expected entries: `npm run conformance`.
 * `--snmp DIR` recordings of network devices instead (snmp.ts); `--corpus DIR` another corpus, `--bin` through the built program, `--accept` writes the new baseline; other arguments
 * are parts of ids, and what differs in those cases is told.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { snmpConformance } from './snmp.ts'
import { openCorpus } from './src/case.ts'
import { check, readBaseline, readRules, writeBaseline } from './src/files.ts'
import { report, table } from './src/report.ts'
import { replayFromSource, replayThroughBin } from './src/result.ts'
import { runAll } from './src/runner.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string' },
    bin: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
    snmp: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})

const here = fileURLToPath(new URL('.', import.meta.url))
const shared = process.env.FUSIONINVENTORY_SHARED ?? join(here, '../../../shared')
const dir = values.corpus ?? join(shared, 'corpus')

if (values.snmp !== undefined) {
  if (!(await snmpConformance(values.snmp, positionals, values.verbose))) process.exitCode = 1
} else if (!existsSync(join(dir, 'cases'))) {
  console.log(values.corpus === undefined ? 'skipped: no shared data' : `${dir}: no corpus there`)
  process.exitCode = values.corpus !== undefined || process.env.CI_REQUIRE_SHARED === '1' ? 1 : 0
} else {
  const whole = positionals.length === 0
  const corpus = openCorpus(dir)
  const wanted = corpus.cases.filter(({ id }) => whole || positionals.some((part) => id.includes(part)))
  const replay = values.bin ? replayThroughBin : replayFromSource
  const outcomes = await runAll(corpus, wanted, replay, readRules(here))
  for (const line of report(outcomes, !whole)) console.log(line)
  console.log(table(outcomes))
  const complaints = check(outcomes, readBaseline(here), whole && values.corpus === undefined)
  for (const line of complaints) console.log(line)
  if (values.accept && whole) writeBaseline(here, outcomes)
  else if (complaints.length > 0 || outcomes.some(({ status }) => status === 'failed')) process.exitCode = 1
}
