/** An agent that stays and a real server, which wakes it by its address: what the server says is what is done. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { check, shared, skip } from '../checks.ts'
import { startOcs } from '../ocs-rows.ts'
import { ask, freePort } from './ask.ts'
import { canStay, eventually, stay } from './stay.ts'

const port = 8897

export async function besideOcs(dir: string): Promise<void> {
  const name = 'an agent that OCS Inventory NG wakes'
  const tool = shared && join(shared, 'tools', 'ocs-server')
  if (!tool || !existsSync(tool)) return skip(name, 'no shared data')
  if (process.getuid?.() !== 0) return skip(name, 'needs root')
  if (!(await canStay(dir))) return skip(name, 'no mounts can be made here', true)
  const ocs = startOcs(tool, port)
  const told = (...args: readonly string[]): void => {
    execFileSync(tool, ['--port', String(port), ...args], { stdio: 'ignore' })
  }
  const devices = (): number => ocs.sql('SELECT DEVICEID FROM hardware').length
  const at = await freePort()
  mkdirSync(join(dir, 'ocs'))
  try {
    told('ua', 'FusionInventory-Agent_v3.0.0')
    told('set', 'FREQUENCY', '0')
    told('set', 'PROLOG_FREQ', '24')
    const daemon = await stay(join(dir, 'ocs'), at, {}, [`--server=${ocs.url}`, '--no-category=software'])
    /** Of the page, in hours. */
    const next = async (): Promise<number> => {
      const page = (await ask(at, '/')).body.toString()
      const [, time = ''] = /<dt>Next run<\/dt><dd><time datetime="([^"]+)"/.exec(page) ?? []
      return (Date.parse(time) - Date.now()) / 3_600_000
    }
    const runs = (): number => daemon.log().match(/sending prolog request/g)?.length ?? 0
    try {
      await check('/now of the address of a real OCS: it gets the machine, and its PROLOG_FREQ counts', async () => {
        assert.equal(devices(), 0)
        assert.equal((await ask(at, '/now')).status, 200)
        await eventually('OCS has the machine', () => (devices() === 1 ? true : undefined), 60_000)
        await eventually('the run is done', async () => ((await next()) > 1 ? true : undefined), 60_000)
        const hours = await next()
        assert.ok(hours > 11.9 && hours <= 24, `${hours} h`)
      })
      await check(
        'asked again at once, it comes when the minute is over: STOP and another PROLOG_FREQ are obeyed',
        async () => {
          told('set', 'FREQUENCY', '-1')
          told('set', 'PROLOG_FREQ', '3')
          ocs.reset()
          assert.equal((await ask(at, '/now')).status, 200)
          assert.equal(runs(), 1)
          await eventually('the second contact', () => (runs() === 2 ? true : undefined), 90_000)
          await eventually('the new period', async () => ((await next()) <= 3 ? true : undefined), 60_000)
          assert.match(daemon.log(), /Inventory task execution not requested/)
          assert.equal(devices(), 0)
        },
      )
    } finally {
      await daemon.end()
    }
  } finally {
    ocs.stop()
  }
}
