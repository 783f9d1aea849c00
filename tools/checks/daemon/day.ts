/** A day of managed life with the real OCS Inventory NG: the daemon does what the server says, and nothing else. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { binPath } from '../../testkit/src/run.ts'
import { check, shared, skip } from '../checks.ts'
import { startOcs } from '../ocs-rows.ts'
import { nothingLeft, startDaemon } from './process.ts'

const port = 8896
/** An hour is 3.6 seconds: a contact and an inventory take the time of a quarter of an hour or so. */
const factor = 1000
const name = 'a day with OCS Inventory NG'

export async function aDayWithOcs(top: string): Promise<void> {
  const tool = shared && join(shared, 'tools', 'ocs-server')
  if (!tool || !existsSync(tool)) return skip(name, 'no shared data')
  if (process.getuid?.() !== 0) return skip(name, 'needs root')
  const ocs = startOcs(tool, port)
  const vardir = join(top, 'day')
  mkdirSync(vardir, { mode: 0o700 })
  execFileSync(tool, ['--port', String(port), 'ua', 'FusionInventory-Agent_v3.0.0'], { stdio: 'ignore' })
  ocs.set('PROLOG_FREQ', '2')
  ocs.set('FREQUENCY', '0')
  const tasks = join(binPath('agent'), '..', 'task.js')
  const inside = fileURLToPath(new URL('day-inside.ts', import.meta.url))
  const tsx = fileURLToPath(import.meta.resolve('tsx'))
  const daemon = startDaemon(
    [
      ...[String(factor), tasks, '--config', 'none', '--vardir', vardir, '--server', ocs.url],
      ...['--daemon', '--no-fork', '--no-httpd', '--debug', '--no-category', 'software,process,environment'],
    ],
    { program: ['--conditions=source', '--import', tsx, inside] },
  )
  const contacts = (): number => daemon.times(/sending prolog request/)
  const sent = (): number => daemon.times(/New inventory from/)
  const rows = (): number => ocs.sql('SELECT DEVICEID FROM hardware').length
  const state = (): { maxDelay: number; nextRunDate: number; last: { date: number } } => {
    const dir = join(vardir, 'targets')
    return JSON.parse(readFileSync(join(dir, readdirSync(dir)[0] ?? '', 'state.json'), 'utf8'))
  }
  /** So many contacts more, each one over; within so many hours of the daemon. */
  const passes = async (more: number): Promise<void> => {
    const before = daemon.times(/running task WakeOnLan/)
    await daemon.until(/running task WakeOnLan/, before + more, 120_000)
    await delay(100)
  }
  /** Delays that were planned after the last so many runs obey the period. */
  const within = (hours: number): void => {
    const { maxDelay, nextRunDate, last } = state()
    assert.equal(maxDelay, hours * 3600)
    const next = nextRunDate - last.date
    assert.ok(next >= (hours * 3600) / 2 && next < hours * 3600, `${next} s of ${hours} h`)
  }
  try {
    await check(`${name}: SEND, and again within each period`, async () => {
      await passes(3)
      within(2)
      assert.equal(rows(), 1)
      assert.equal(sent(), contacts())
    })
    await check(`${name}: another PROLOG_FREQ holds from the next contact on`, async () => {
      ocs.set('PROLOG_FREQ', '4')
      await passes(2)
      within(4)
    })
    await check(`${name}: STOP, and nothing is sent`, async () => {
      ocs.set('FREQUENCY', '-1')
      await passes(1)
      const before = sent()
      ocs.reset()
      await passes(3)
      assert.equal(sent(), before)
      assert.equal(rows(), 0)
      assert.match(daemon.said(), /Inventory task execution not requested/)
    })
    await check(`${name}: SEND again, with hours instead of half-days`, async () => {
      ocs.set('PROLOG_FREQ', '1')
      ocs.set('FREQUENCY', '0')
      await passes(2)
      within(1)
      assert.equal(rows(), 1)
      assert.ok(!daemon.said().includes('[error]'), daemon.said())
    })
    await check(`${name}: it was a day, and it ends when it is told to`, async () => {
      const { last } = state()
      const hours = (last.date * 1000 - Date.now()) / 3_600_000
      console.log(`    ${contacts()} contacts, ${sent()} inventories in ${hours.toFixed(1)} hours`)
      assert.ok(hours > 20)
      daemon.kill('SIGTERM')
      assert.equal(await daemon.ended, 0)
      await nothingLeft(daemon)
    })
  } finally {
    daemon.kill('SIGKILL')
    ocs.stop()
  }
}
