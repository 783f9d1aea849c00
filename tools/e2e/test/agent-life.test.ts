import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { binPath, type RecordedRequest, runBin, schemaErrors } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { newAgent, queries } from './agent-kit.ts'
import { canBecomeNobody, expectFailure, expectSuccess, folder, serve } from './kit.ts'

test("GLPI's own protocol: inventories in part between whole ones, which its schema allows", async () => {
  const server = await serve({ role: 'glpi' })
  const agent = newAgent()
  const args = ['--server', server.url, '--full-inventory-postpone', '1', '--required-category', 'network']
  for (let at = 0; at < 3; at++) expectSuccess(await agent.run(args))
  expectSuccess(await agent.run([...args, '--full']))
  const sent = server.requests.flatMap(({ document }) =>
    document?.kind === 'json' && document.query === 'inventory' ? [document.value] : [],
  )
  expect(sent.map(({ partial }) => partial ?? false)).toEqual([false, true, false, false])
  const sections = sent.map(({ content }) => Object.keys(content as object))
  expect(sections[1]).toEqual(expect.arrayContaining(['hardware', 'networks']))
  expect(sections[1]?.length).toBeLessThan(sections[0]?.length ?? 0)
  for (const document of sent) expect(schemaErrors(document)).toEqual([])
})

test('two runs at one time: the second leaves the target to the first', async () => {
  const server = await serve({ fault: () => ({ kind: 'drip', everyMs: 20, bytes: 8 }) })
  const agent = newAgent()
  const args = ['--server', server.url]
  const first = agent.run(args)
  while (server.requests.length === 0) await delay(20)
  const second = await agent.run(args)
  expect(second.code).toBe(0)
  expect(second.stderr).toMatch(/\[warning\] server0 is left alone: process \d+ is at work for it/)
  expectSuccess(await first)
  expect(queries(server.requests)).toEqual(['PROLOG', 'INVENTORY'])
})

test.skipIf(process.platform === 'win32')(
  'SIGTERM during a task: it ends at once, and nothing is left of it',
  async () => {
    const agent = newAgent()
    const mark = `life-${process.pid}`
    const args = [
      '--config',
      'none',
      '--no-permission-check',
      '--vardir',
      agent.vardir,
      '--local',
      join(folder(), 'x.xml'),
    ]
    const env = { PATH: process.env.PATH, HOME: '/', LIFE_MARK: mark }
    const child = spawn(process.execPath, [binPath('agent'), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk
    })
    const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))
    while (!tasks(mark)) await delay(10)
    child.kill('SIGTERM')
    const began = performance.now()
    expect(await ended).toBe(0)
    expect(said).toContain('[info] aborting task\n')
    expect(performance.now() - began).toBeLessThan(3000)
    await delay(100)
    expect(tasks(mark)).toBe(false)
    expect(
      readdirSync(join(agent.vardir, 'targets')).flatMap((dir) => readdirSync(join(agent.vardir, 'targets', dir))),
    ).not.toContain('lock')
  },
)

test.skipIf(process.platform === 'win32')(
  'an inventory is on the disk before it is tried: SIGKILL while it is sent loses nothing',
  async () => {
    let hangs = true
    const isInventory = (request: RecordedRequest): boolean => request.headers['glpi-agent-id'] === undefined
    const server = await serve({
      headFault: (request) => (hangs && isInventory(request) ? { kind: 'hang' } : undefined),
    })
    const agent = newAgent()
    const args = ['--config', 'none', '--no-permission-check', '--vardir', agent.vardir, '--server', server.url]
    const child = spawn(process.execPath, [binPath('agent'), ...args], { stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)))
    while (server.requests.length < 2) await delay(10)
    expect(agent.waiting()).toBe(1)
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    hangs = false
    expectSuccess(await agent.run(['--server', server.url, '--no-task', 'inventory']))
    expect(queries(server.requests.slice(2))).toEqual(['PROLOG', 'INVENTORY'])
    expect(agent.waiting()).toBe(0)
  },
)

/** Whether a task with that mark in its environment is at work. */
function tasks(mark: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try {
      const file = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'latin1')
      return /^\d+$/.test(pid) && file('environ').includes(mark) && file('cmdline').includes('task.js')
    } catch {
      return false
    }
  })
}

test('a task has no password of a server, neither in its arguments nor in its environment', async () => {
  const server = await serve()
  const agent = newAgent()
  const log = join(folder(), 'log')
  const env = { FUSIONINVENTORY_PASSWORD: 'canary-0815', FUSIONINVENTORY_USER: 'me', LIFE_MARK: 'secret-run' }
  const running = agent.run(['--server', server.url, '--logfile', log], { env })
  let seen = ''
  for (let tries = 0; tries < 400 && seen === ''; tries++) {
    await delay(5)
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      try {
        const file = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'latin1')
        if (file('cmdline').includes('task.js') && file('environ').includes('secret-run'))
          seen = file('cmdline') + file('environ')
      } catch {
        // It has ended meanwhile.
      }
  }
  expectSuccess(await running)
  expect(seen).toContain('task.js')
  expect(seen).not.toContain('canary-0815')
  expect(readFileSync(log, 'utf8')).not.toContain('canary-0815')
})

/** The program itself is looked at, too: a checkout of somebody else would be refused. */
const ours = process.platform !== 'win32' && [0, process.getuid?.()].includes(statSync(binPath('agent')).uid)

describe.skipIf(!ours)('who may change what it does', () => {
  const place = () => {
    const dir = folder()
    const file = join(dir, 'agent.cfg')
    writeFileSync(file, 'tag = a\npassword = canary-0815\nuser = me\n', { mode: 0o600 })
    const vardir = join(dir, 'var')
    mkdirSync(vardir, { mode: 0o700 })
    const run = (...more: string[]) =>
      runBin('agent', [
        '--conf-file',
        file,
        '--vardir',
        vardir,
        '--local',
        join(dir, 'x.xml'),
        '--no-category',
        'software,process',
        ...more,
      ])
    return { dir, file, vardir, run }
  }

  test('a file that everybody can write: it is not run, and says what to do', async () => {
    const { dir, file, run } = place()
    chmodSync(file, 0o666)
    const refused = await run()
    expectFailure(refused, 1, new RegExp(`${file} can be written by everybody.*chmod`))
    expect(existsSync(join(dir, 'x.xml'))).toBe(false)
    const forced = await run('--no-permission-check')
    expect(forced.code).toBe(0)
    expect(forced.stderr).toMatch(/\[warning\] .*can be written by everybody/)
  })

  test('a folder of state that everybody can write', async () => {
    const { vardir, run } = place()
    chmodSync(vardir, 0o777)
    expectFailure(await run(), 1, new RegExp(`${vardir} can be written by everybody`))
  })

  test('a password that others can read is worth a warning', async () => {
    const { file, run } = place()
    chmodSync(file, 0o644)
    const result = await run()
    expect(result.code).toBe(0)
    expect(result.stderr).toMatch(/\[warning\] .*holds a password and can be read by others/)
    expect(result.stderr).not.toContain('canary-0815')
  })
})

test.skipIf(!canBecomeNobody)(
  'an ordinary user: a state of its own, a reduced inventory, and --doctor says what is missing',
  async () => {
    const home = folder()
    chmodSync(home, 0o777)
    const env = { HOME: home, XDG_STATE_HOME: join(home, 'state') }
    mkdirSync(join(home, 'state'))
    chmodSync(join(home, 'state'), 0o777)
    const run = (...args: string[]) =>
      runBin('agent', ['--config', 'none', '--no-permission-check', '--no-category', 'software', ...args], {
        uid: 65_534,
        env,
      })
    const result = await run('--local', '-')
    expect(result.code, result.stderr).toBe(0)
    expect(result.stderr).toContain('You should execute this task as super-user')
    expect(existsSync(join(home, 'state', 'fusioninventory-agent', 'state.json'))).toBe(true)
    const doctor = await run('--doctor', '--local', '-')
    expect(doctor.stdout.toString()).toMatch(/note +run as root to find more/)
  },
)
