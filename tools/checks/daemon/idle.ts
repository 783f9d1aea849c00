/** What a daemon takes while it has nothing to do: memory, processor time, wake-ups. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startServer } from '../../testkit/src/server/server.ts'
import { check, skip } from '../checks.ts'
import { residentKiB } from '../memory.ts'
import { processorMs, startDaemon, wakeUps } from './process.ts'

const perl = '/usr/bin/fusioninventory-agent'
const leastMs = 61_000

/** Starts both daemons, each with one contact behind it. What comes back waits for the rest of a minute and looks. */
export async function startIdle(top: string): Promise<() => Promise<void>> {
  const server = await startServer({ role: 'ocs', userAgents: ['FusionInventory-Agent_v3.0.0'] })
  const daemon = startDaemon([
    ...['--config', 'none', '--vardir', join(top, 'idle'), '--server', server.url, '--daemon', '--no-fork'],
    ...['--httpd-ip=127.0.0.1', '--httpd-port=62391'],
  ])
  await daemon.until(/FusionInventory Agent starting/)
  const theirs = existsSync(perl) && process.getuid?.() === 0 ? await startPerl(server.url) : undefined
  daemon.kill('SIGUSR1')
  theirs?.kill('SIGUSR1')
  await daemon.until(/running task WakeOnLan/, 1, 60_000)
  // The engine looks once more at what the run has left.
  await delay(12_000)
  const began = performance.now()
  const before = { ms: processorMs(daemon.pid), wakes: wakeUps(daemon.pid) }
  return async () => {
    try {
      await delay(Math.max(0, leastMs - (performance.now() - began)))
      const seconds = (performance.now() - began) / 1000
      const spent = processorMs(daemon.pid) - before.ms
      const wakes = wakeUps(daemon.pid) - before.wakes
      await check('idle: less than 50 ms of processor time a minute', () => {
        console.log(`    ${spent} ms in ${seconds.toFixed(0)} s`)
        assert.ok((spent * 60) / seconds < 50)
      })
      await check('idle: no wake-up more often than every 30 s', () => {
        console.log(`    ${wakes} in ${seconds.toFixed(0)} s, all threads`)
        assert.ok(wakes <= Math.ceil(seconds / 30), `${wakes} wake-ups`)
      })
      const name = "idle: memory not above the Perl agent's"
      if (theirs === undefined) return skip(name, 'the Perl agent is not installed, or this is not root')
      await check(name, () => {
        const [ours, other] = [residentKiB(daemon.pid), residentKiB(theirs.pid ?? 0)]
        console.log(`    ${ours} KiB, ${(ours / other).toFixed(2)} of ${other} KiB`)
        assert.ok(ours <= other)
      })
    } finally {
      daemon.kill('SIGTERM')
      theirs?.kill('SIGTERM')
      assert.equal(await daemon.ended, 0)
      await server.close()
    }
  }
}

/** With its usual settings, as ours. */
async function startPerl(url: string): Promise<ChildProcess> {
  const args = ['--server', url, '--daemon', '--no-fork', '--httpd-ip=127.0.0.1', '--httpd-port=62392']
  const child = spawn(perl, [...args, '--config=none'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const folder = join('/var/lib/fusioninventory-agent', url.replaceAll('/', '_'))
  child.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  // Before that, and a little after, a signal would end it.
  await new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => /HTTPD service started/.test(chunk.toString()) && resolve())
    child.on('exit', () => resolve())
  })
  await delay(3000)
  return child
}
