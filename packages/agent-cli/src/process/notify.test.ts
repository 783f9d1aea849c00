import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serviceManager } from './notify.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-notify-'))
  // In the place of the real one: it writes down what it was told, and by which environment.
  const program = `#!/bin/sh\necho "$NOTIFY_SOCKET $*" >> '${dir}/said'\n`
  writeFileSync(join(dir, 'systemd-notify'), program, { mode: 0o755 })
})
afterEach(() => rmSync(dir, { recursive: true }))

const said = (): readonly string[] =>
  existsSync(join(dir, 'said')) ? readFileSync(join(dir, 'said'), 'utf8').trimEnd().split('\n') : []
async function until(count: number): Promise<void> {
  for (let tries = 0; said().length < count && tries < 500; tries++) await delay(20)
}

test.skipIf(process.platform === 'win32')('a service manager is told, in the words of sd_notify(3)', async () => {
  const manager = serviceManager({ NOTIFY_SOCKET: '/run/x', PATH: `${dir}:${process.env.PATH}` }, () => true)
  const pid = `/run/x --pid=${process.pid}`
  manager.ready('waiting')
  await until(1)
  manager.reloading()
  await until(2)
  manager.stopping()
  await until(3)
  manager.close()
  expect(said()[0]).toBe(`${pid} --ready --status=waiting`)
  expect(said()[1]).toMatch(/ RELOADING=1 MONOTONIC_USEC=\d+$/)
  expect(said()[2]).toBe(`${pid} STOPPING=1`)
})

test.skipIf(process.platform === 'win32')(
  'the watchdog is fed at half of its time, as long as all is well',
  async () => {
    let well = true
    const env = { NOTIFY_SOCKET: '/run/x', PATH: `${dir}:${process.env.PATH}`, WATCHDOG_USEC: '100000' }
    const other = serviceManager({ ...env, WATCHDOG_PID: '1' }, () => true)
    await delay(150)
    expect(said()).toEqual([])
    other.close()
    const manager = serviceManager({ ...env, WATCHDOG_PID: String(process.pid) }, () => well)
    await until(2)
    expect(said()[0]).toBe(`/run/x --pid=${process.pid} WATCHDOG=1`)
    well = false
    await delay(100)
    const before = said().length
    await delay(200)
    expect(said().length).toBeLessThanOrEqual(before)
    manager.close()
  },
)

test('where there is none, nothing is started', () => {
  const manager = serviceManager({ PATH: dir, WATCHDOG_USEC: '1000' }, () => true)
  manager.ready('x')
  manager.stopping()
  manager.close()
  expect(said()).toEqual([])
})
