/** What a daemon does when it is told to: in each of its states, with servers that hang, and when it is killed. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runBin } from '../../testkit/src/run.ts'
import type { Fault } from '../../testkit/src/server/faults.ts'
import type { RecordedRequest } from '../../testkit/src/server/request.ts'
import { startServer } from '../../testkit/src/server/server.ts'
import { check } from '../checks.ts'
import { type Daemon, nothingLeft, startDaemon } from './process.ts'

const query = ({ document }: RecordedRequest): string => (document?.kind === 'xml' && document.query) || ''
const agents = ['FusionInventory-Agent_v3.0.0']

export async function obeysSignals(top: string): Promise<void> {
  let fault: (request: RecordedRequest) => Fault | undefined = () => undefined
  const server = await startServer({ role: 'ocs', userAgents: agents, fault: (request) => fault(request) })
  let made = 0
  const folder = (): string => {
    const dir = join(top, `signals-${++made}`)
    mkdirSync(dir, { mode: 0o700 })
    return dir
  }
  const start = async (dir: string, ...more: readonly string[]): Promise<Daemon> => {
    const daemon = startDaemon([
      ...['--config', 'none', '--vardir', join(dir, 'var'), '--server', server.url, '--daemon', '--no-fork'],
      ...['--no-httpd', '--debug', '--no-category', 'software,process', `--pidfile=${join(dir, 'pid')}`, ...more],
    ])
    await daemon.until(/FusionInventory Agent starting/)
    return daemon
  }
  /** It ends as it should, within so long, and nothing is left. */
  const stops = async (daemon: Daemon, dir: string, by: NodeJS.Signals, ms: number): Promise<void> => {
    const began = performance.now()
    daemon.kill(by)
    assert.equal(await daemon.ended, 0, daemon.said())
    assert.ok(performance.now() - began < ms, `${performance.now() - began} ms`)
    assert.match(daemon.said(), new RegExp(`\\[info\\] FusionInventory Agent exiting \\(${daemon.pid}\\)\\n`))
    await nothingLeft(daemon)
    assert.ok(!existsSync(join(dir, 'pid')))
  }
  const hangsAt = (what: string) => (request: RecordedRequest) =>
    query(request) === what ? ({ kind: 'hang' } as const) : undefined
  const reached = async (what: string, before: number): Promise<void> => {
    for (let tries = 0; server.requests.filter((one) => query(one) === what).length <= before; tries++) {
      if (tries > 1500) throw new Error(`no ${what}`)
      await delay(20)
    }
  }
  const seen = (what: string): number => server.requests.filter((one) => query(one) === what).length
  /** A daemon whose server does not answer this. */
  const hanging = async (what: string): Promise<{ readonly dir: string; readonly daemon: Daemon }> => {
    const dir = folder()
    fault = hangsAt(what)
    const before = seen(what)
    const daemon = await start(dir)
    daemon.kill('SIGUSR1')
    await reached(what, before)
    return { dir, daemon }
  }

  try {
    for (const by of ['SIGTERM', 'SIGINT'] as const)
      await check(`${by} while it waits`, async () => {
        const dir = folder()
        const daemon = await start(dir)
        assert.equal(readFileSync(join(dir, 'pid'), 'utf8'), `${daemon.pid}\n`)
        await stops(daemon, dir, by, 10_000)
      })
    for (const what of ['PROLOG', 'INVENTORY'])
      await check(`SIGTERM while a server hangs at ${what}`, async () => {
        const { dir, daemon } = await hanging(what)
        await stops(daemon, dir, 'SIGTERM', 10_000)
        assert.match(daemon.said(), /\[info\] aborting task\n/)
        fault = () => undefined
      })
    await check('SIGTERM while a task runs; what was to be told comes with the next start', async () => {
      const dir = folder()
      const daemon = await start(dir)
      daemon.kill('SIGUSR1')
      await daemon.until(/running task Inventory/)
      assert.ok(daemon.others().length > 0)
      await stops(daemon, dir, 'SIGTERM', 10_000)
    })
    await check('a second SIGINT ends it at once, and its children end themselves', async () => {
      const { dir, daemon } = await hanging('PROLOG')
      // A child that does not listen any more: without a second word it would be waited for.
      for (const { pid } of daemon.others()) process.kill(pid, 'SIGSTOP')
      daemon.kill('SIGINT')
      await delay(300)
      daemon.kill('SIGINT')
      assert.equal(await daemon.ended, 'SIGINT')
      assert.ok(!existsSync(join(dir, 'pid')))
      for (const { pid } of daemon.others()) process.kill(pid, 'SIGCONT')
      await nothingLeft(daemon)
      fault = () => undefined
    })
    await check('children that do not end are killed, within ten seconds', async () => {
      const { dir, daemon } = await hanging('PROLOG')
      for (const { pid } of daemon.others()) process.kill(pid, 'SIGSTOP')
      await stops(daemon, dir, 'SIGTERM', 11_500)
      fault = () => undefined
    })
    await check('SIGUSR1: all targets now, and once more the one that was at it already', async () => {
      const dir = folder()
      const daemon = await start(dir, '--local', dir)
      daemon.kill('SIGUSR1')
      await daemon.until(/running task Inventory/)
      daemon.kill('SIGUSR1')
      await delay(20)
      daemon.kill('SIGUSR1')
      await daemon.until(/Inventory saved in/, 2, 60_000)
      await daemon.until(/Next server contact planned for/, 5, 60_000)
      await delay(500)
      assert.equal(daemon.times(/requested to run all targets now/), 3)
      assert.equal(daemon.times(/sending prolog request to server0/), 1)
      assert.equal(daemon.times(/Inventory saved in/), 2)
      await stops(daemon, dir, 'SIGTERM', 10_000)
    })
    await check('SIGHUP: a new configuration, a new log file; a wrong one changes nothing', async () => {
      const dir = folder()
      const file = join(dir, 'agent.cfg')
      const write = (...lines: readonly string[]): void =>
        writeFileSync(file, [`logfile = ${join(dir, 'log')}`, 'debug = 1', ...lines, ''].join('\n'), { mode: 0o600 })
      write(`server = ${server.url}`, 'tag = one')
      const daemon = startDaemon([
        ...['--conf-file', file, '--vardir', join(dir, 'var'), '--daemon', '--no-fork', '--no-httpd'],
        ...[`--pidfile=${join(dir, 'pid')}`, '--logger', 'stderr'],
      ])
      await daemon.until(/FusionInventory Agent starting/)
      const title = (): string => readFileSync(`/proc/${daemon.pid}/cmdline`, 'latin1').replace(/[\0 ]+$/, '')
      assert.equal(title(), 'fusioninventory-agent (tag one): waiting')
      write(`server = ${server.url}`, `local = ${dir}`, 'tag = two')
      renameSync(join(dir, 'log'), join(dir, 'log.old'))
      daemon.kill('SIGHUP')
      await daemon.until(/agent reinit done/)
      assert.equal(title(), 'fusioninventory-agent (tag two): waiting')
      assert.match(daemon.said(), /target local0: local /)
      assert.match(readFileSync(join(dir, 'log'), 'utf8'), /agent reinit done/)
      for (const wrong of [['httpd-port = many'], ['policy-file = /nowhere'], []] as const) {
        const before = daemon.times(/agent reinit done/)
        write(...wrong, ...(wrong.length > 0 ? [`server = ${server.url}`] : []))
        daemon.kill('SIGHUP')
        await daemon.until(/agent reinit done/, before + 1)
        assert.match(daemon.said(), /\[error\] the configuration stays as it was: .*\n(?:.*\n)?.*agent reinit done/)
      }
      assert.equal(daemon.times(/the configuration stays as it was/), 3)
      assert.equal(title(), 'fusioninventory-agent (tag two): waiting')
      daemon.kill('SIGUSR1')
      await daemon.until(/Inventory saved in/, 1, 60_000)
      await daemon.until(/running task WakeOnLan/, 1, 60_000)
      // In the middle of a run it waits for its end.
      daemon.kill('SIGUSR1')
      await daemon.until(/running task Inventory/, 3, 60_000)
      daemon.kill('SIGHUP')
      await daemon.until(/agent reinit done/, 5, 60_000)
      assert.match(daemon.said(), /Inventory saved in(?:.*\n)+.*agent reinit\n/)
      await stops(daemon, dir, 'SIGTERM', 10_000)
    })
    await check(
      'in the background: errors of the start are told, a second one is refused, all is private',
      async () => {
        const dir = folder()
        const common = ['--config', 'none', '--vardir', join(dir, 'var'), '--daemon', '--no-httpd', '--debug']
        const pid = `--pidfile=${join(dir, 'pid')}`
        const args = [...common, '--server', server.url, '--logfile', join(dir, 'log'), pid, '--tag', 'lab']
        const wrong = await runBin('agent', [...args, '--ca-cert-file', '/dev/null'])
        assert.equal(wrong.code, 1)
        assert.match(wrong.stderr, /^\[error\] .*\/dev\/null/m)
        assert.ok(!existsSync(join(dir, 'pid')), 'the pid file of a daemon that did not start')
        // Another folder of state is no reason.
        const daemon = await runBin('agent', [...args, '--user', 'me', '--password', 'canary-77'])
        assert.equal(daemon.code, 0, daemon.stderr)
        const number = Number(readFileSync(join(dir, 'pid'), 'utf8'))
        try {
          assert.match(daemon.stderr, new RegExp(`daemonized with PID ${number}\n`))
          const proc = (name: string): string => readFileSync(`/proc/${number}/${name}`, 'latin1')
          assert.equal(proc('cmdline').replace(/[\0 ]+$/, ''), 'fusioninventory-agent (tag lab): waiting')
          assert.match(proc('status'), /^Umask:\s+0077$/m)
          assert.match(proc('limits'), /^Max core file size +0 +0 /m)
          assert.match(
            proc('stat'),
            new RegExp(`^${number} \\(.*\\) \\S+ 1 ${number} ${number} `),
            'a session of its own',
          )
          const second = await runBin('agent', args)
          assert.equal(second.code, 1)
          assert.match(second.stderr, /^\[error\] FusionInventory Agent is already running, exiting\.\.\.$/m)
          assert.equal(Number(readFileSync(join(dir, 'pid'), 'utf8')), number)
        } finally {
          process.kill(number, 'SIGTERM')
        }
        for (let tries = 0; existsSync(join(dir, 'pid')) && tries < 500; tries++) await delay(20)
        const log = readFileSync(join(dir, 'log'), 'utf8')
        assert.match(log, /Running in background mode\n/)
        assert.match(log, /FusionInventory Agent exiting/)
        assert.ok(!log.includes('canary-77'))
      },
    )
    await check('kill -9 of the daemon during a run: nothing is left, and the next start goes on', async () => {
      const dir = folder()
      const first = await start(dir)
      first.kill('SIGUSR1')
      await first.until(/running task Inventory/)
      await delay(200)
      first.kill('SIGKILL')
      assert.equal(await first.ended, 'SIGKILL')
      await nothingLeft(first)
      assert.equal(readFileSync(join(dir, 'pid'), 'utf8'), `${first.pid}\n`)
      const before = seen('INVENTORY')
      const again = await start(dir)
      assert.equal(readFileSync(join(dir, 'pid'), 'utf8'), `${again.pid}\n`)
      again.kill('SIGUSR1')
      await reached('INVENTORY', before)
      await again.until(/running task WakeOnLan/)
      await stops(again, dir, 'SIGTERM', 10_000)
      assert.deepEqual(
        readdirSync(join(dir, 'var'), { recursive: true }).filter((name) => /lock$|\.tmp$/.test(String(name))),
        [],
      )
    })
    await check('kill -9 of its children: a failure, told, and tried again', async () => {
      const dir = folder()
      const daemon = await start(dir)
      for (const command of [/: server0$/, /: task inventory$/]) {
        const before = daemon.times(/Next server contact planned/)
        daemon.kill('SIGUSR1')
        let victim: number | undefined
        for (let tries = 0; victim === undefined; tries++) {
          if (tries > 1000) throw new Error(`no process ${command}`)
          victim = daemon.others().find((one) => command.test(one.command))?.pid
          await delay(5)
        }
        process.kill(victim, 'SIGKILL')
        await daemon.until(/Next server contact planned/, before + 1)
        await nothingLeft(daemon)
      }
      assert.match(daemon.said(), /\[error\] server0: ended by SIGKILL\n/)
      assert.match(daemon.said(), /\[error\] task Inventory: ended by SIGKILL\n/)
      const [target = ''] = readdirSync(join(dir, 'var', 'targets'))
      const state = JSON.parse(readFileSync(join(dir, 'var', 'targets', target, 'state.json'), 'utf8'))
      assert.equal(state.failures, 2)
      await stops(daemon, dir, 'SIGTERM', 10_000)
    })
  } finally {
    await server.close()
  }
}
