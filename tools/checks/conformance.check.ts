/**
 * Recorded machines with the entries that other agents make of them, through the built bin: nothing may fail, and what
 * passed once must pass still; and recorded network devices, of which nearly all must be right.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../testkit/src/run.ts'
import { check, end, shared, skip } from './checks.ts'

const program = fileURLToPath(new URL('../conformance/run.ts', import.meta.url))

async function conforms(name: string, shared: string, args: readonly string[]): Promise<void> {
  const run = await runProgram(process.execPath, ['--conditions=source', '--import', 'tsx', program, ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { FUSIONINVENTORY_SHARED: shared },
    timeoutMs: 600_000,
  })
  console.log(run.stdout.toString())
  await check(name, () => assert.equal(run.code, 0, run.stderr))
}

async function main(): Promise<void> {
  if (!shared) return skip('the corpus', 'no shared data')
  await conforms('the corpus through the built bin', shared, ['--bin'])
  await conforms('network devices', shared, ['--snmp', join(shared, 'snmp')])
}

try {
  await main()
} finally {
  end()
}
