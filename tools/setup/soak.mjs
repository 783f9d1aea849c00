// `npm run soak [NAME...]`: the checks that CI runs in short, each with its full count. Hours rather than minutes.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Check and its count. */
const full = {
  spool: '50',
  flood: '10000',
  'ocs-flood': '2000',
  'agent-kill': '50',
  discovery: '20',
  'daemon-soak': '5000',
}

const wanted = process.argv.slice(2)
let failed = 0
for (const [name, count] of Object.entries(full)) {
  const file = `tools/checks/${name}.check.ts`
  if (!existsSync(file) || (wanted.length > 0 && !wanted.includes(name))) continue
  const began = Date.now()
  console.log(`\n=== ${name} ${count}`)
  const { status } = spawnSync('npx', ['tsx', file, count], { stdio: 'inherit' })
  console.log(`=== ${name} ${count}: exit ${status} after ${Math.round((Date.now() - began) / 1000)} s`)
  if (status !== 0) failed += 1
}
console.log(failed === 0 ? 'all passed' : `${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
