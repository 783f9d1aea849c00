/** A server has a machine woken: the packet comes out of a network that is made here, and that nobody else is in. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../../testkit/src/run.ts'
import { check, skip } from '../checks.ts'

export async function wakesMachines(top: string): Promise<void> {
  if (process.getuid?.() !== 0) return skip('machines to be woken', 'not root', true)
  const inside = fileURLToPath(new URL('wake-inside.ts', import.meta.url))
  const tsx = fileURLToPath(new URL('../../../node_modules/tsx/dist/cli.mjs', import.meta.url))
  const made = await runProgram('unshare', [
    '--net',
    'ip',
    'link',
    'add',
    'wake0',
    'type',
    'veth',
    'peer',
    'name',
    'wake1',
  ])
  if (made.code !== 0) return skip('machines to be woken', 'no networks can be made here', true)
  await check('WAKEONLAN: magic packets of 102 bytes for each machine, on the wire', async () => {
    const result = await runProgram('unshare', ['--net', process.execPath, tsx, inside, join(top, 'wake')], {
      timeoutMs: 60_000,
    })
    assert.equal(result.code, 0, result.stderr + result.stdout.toString())
    console.log(`    ${result.stdout.toString().trim()}`)
  })
}
