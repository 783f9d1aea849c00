/**
 * Recorded machines with the entries that other agents make of them, through the built bin: nothing may fail, and what
 * passed once must pass still.
 */
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../testkit/src/run.ts'
import { check, end, shared, skip } from './checks.ts'

const program = fileURLToPath(new URL('../conformance/run.ts', import.meta.url))

async function main(): Promise<void> {
  if (!shared) return skip('the corpus', 'no shared data')
  const args = ['--conditions=source', '--import', 'tsx', program, '--bin']
  const run = await runProgram(process.execPath, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { FUSIONINVENTORY_SHARED: shared },
    timeoutMs: 600_000,
  })
  console.log(run.stdout.toString())
  await check('the corpus through the built bin', () => assert.equal(run.code, 0, run.stderr))
}

try {
  await main()
} finally {
  end()
}
