/** The two commands of the guide against a real server: what it wants is done, and what it says is kept. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunResult, runBin } from '../../testkit/src/run.ts'
import { check, shared, skip } from '../checks.ts'
import { startOcs } from '../ocs-rows.ts'

const port = 8894

export async function withOcs(top: string): Promise<void> {
  const tool = shared && join(shared, 'tools', 'ocs-server')
  if (!tool || !existsSync(tool)) return skip('the agent with OCS Inventory NG', 'no shared data')
  if (process.getuid?.() !== 0) return skip('the agent with OCS Inventory NG', 'needs root')
  const ocs = startOcs(tool, port)
  const set = (name: string, value: string): void => {
    execFileSync(tool, ['--port', String(port), 'set', name, value], { stdio: 'ignore' })
  }
  const vardir = join(top, 'ocs')
  mkdirSync(vardir, { mode: 0o700 })
  execFileSync(tool, ['--port', String(port), 'ua', 'FusionInventory-Agent_v3.0.0'], { stdio: 'ignore' })
  const site = ocs.url.replace(/\/ocsinventory$/, '')
  const agent = (...args: string[]): Promise<RunResult> =>
    runBin('agent', ['--config', 'none', '--vardir', vardir, '--server', site, ...args], { timeoutMs: 60_000 })
  const devices = (): readonly string[] => ocs.sql('SELECT DEVICEID FROM hardware').map((row) => row.DEVICEID ?? '')
  const id = (): string => JSON.parse(readFileSync(join(vardir, 'state.json'), 'utf8')).deviceid
  const target = (): Record<string, unknown> => {
    const dir = join(vardir, 'targets')
    return JSON.parse(readFileSync(join(dir, readdirSync(dir)[0] ?? '', 'state.json'), 'utf8'))
  }
  const done = (result: RunResult): void => {
    assert.equal(result.code, 0, result.stderr)
    assert.ok(!result.stderr.includes('[error]'), result.stderr)
  }
  try {
    set('FREQUENCY', '0')
    set('PROLOG_FREQ', '24')
    await check('--server: asks, does, stops; the server has the machine', async () => {
      done(await agent())
      assert.deepEqual(devices(), [id()])
      const [row] = ocs.sql('SELECT USERAGENT, NAME FROM hardware')
      assert.match(row?.USERAGENT ?? '', /^FusionInventory-Agent_v/)
      assert.equal(target().maxDelay, 86_400)
    })
    await check('PROLOG_FREQ is kept, and the next contact is within it', async () => {
      set('PROLOG_FREQ', '3')
      done(await agent())
      const now = Date.now() / 1000
      assert.equal(target().maxDelay, 10_800)
      const delay = Number(target().nextRunDate) - now
      assert.ok(delay > 5390 && delay <= 10_800, `${delay} s`)
    })
    await check('STOP: nothing is sent', async () => {
      set('FREQUENCY', '-1')
      ocs.reset()
      const result = await agent()
      done(result)
      assert.match(result.stderr, /Inventory task execution not requested/)
      assert.deepEqual(devices(), [])
    })
    await check('STOP, but --force', async () => {
      done(await agent('--force'))
      assert.deepEqual(devices(), [id()])
    })
    await check('SEND again; an inventory in which nothing changed is taken, too', async () => {
      set('FREQUENCY', '0')
      done(await agent())
      done(await agent())
      assert.deepEqual(devices(), [id()])
    })
    await check('--wait spreads, --lazy leaves alone', async () => {
      const began = performance.now()
      const result = await agent('--wait=3', '--lazy')
      assert.ok(performance.now() - began < 8000)
      assert.match(result.stderr, /server0 is not ready yet, next server contact planned for/)
    })
    await check('--check-server says what it is', async () => {
      const result = await agent('--check-server')
      assert.equal(result.code, 0, result.stderr)
      assert.match(
        result.stdout.toString(),
        /dialect +OCS and FusionInventory \(XML\)\n +wants +an inventory\n +next contact +within 3 h/,
      )
    })
  } finally {
    ocs.stop()
  }
}
