/**
 * `agent-kill.check.ts [COUNT]`: the agent, or the process of its task, is killed (SIGKILL) at COUNT (5) random moments of
 * a run with two servers, each of which fails every third inventory. After each kill: nothing of the run is left, the
 * identity is the same, every state file is whole, and what waits to be sent is a whole message. At the end each server
 * gets all that was made for it.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { inflateSync } from 'node:zlib'
import { binPath, runBin } from '../testkit/src/run.ts'
import type { Fault } from '../testkit/src/server/faults.ts'
import type { RecordedRequest } from '../testkit/src/server/request.ts'
import { startServer, type TestServer } from '../testkit/src/server/server.ts'
import { parseXml, textAt } from '../testkit/src/server/xml.ts'
import { check, end } from './checks.ts'

const moments = Number(process.argv[2] ?? 5)
const top = mkdtempSync(join(tmpdir(), 'fi-agent-kill-'))
const vardir = join(top, 'var')
mkdirSync(vardir, { mode: 0o700 })
/** In the environment of all that a run starts. */
const mark = `agent-kill-${process.pid}`

const faults: readonly Fault[] = [{ kind: 'status', status: 500 }, { kind: 'reset' }, { kind: 'half' }]
const isInventory = ({ document }: RecordedRequest): boolean =>
  document?.kind === 'xml' && document.query === 'INVENTORY'
let quiet = false
const fault = (request: RecordedRequest, n: number): Fault | undefined =>
  !quiet && isInventory(request) && n % 3 === 0 ? faults[(n / 3) % faults.length] : undefined
const servers = [
  await startServer({ fault }),
  await startServer({ role: 'ocs', userAgents: ['FusionInventory-Agent_v3.0.0'], fault }),
]
const args = ['--config', 'none', '--vardir', vardir, '--server', servers.map(({ url }) => url).join()]

/** Processes of a run, by the mark in their environment. */
function running(): readonly { readonly pid: number; readonly task: boolean }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(`KILL_MARK=${mark}`)) return []
        return [{ pid: Number(name), task: readFileSync(`/proc/${name}/cmdline`, 'latin1').includes('task.js') }]
      } catch {
        return []
      }
    })
}

/** Kills after so long: the agent, or a task where there is one. What was killed. */
async function killedAfter(ms: number, wantTask: boolean): Promise<'agent' | 'task' | 'nothing'> {
  const env = { PATH: process.env.PATH ?? '', HOME: top, KILL_MARK: mark }
  const child = spawn(process.execPath, [binPath('agent'), ...args], { stdio: 'ignore', env })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)))
  const findTask = () => (wantTask ? running().find((one) => one.task) : undefined)
  for (let waited = 0; wantTask && findTask() === undefined && waited < 3000; waited += 20) await delay(20)
  await delay(wantTask ? ms / 3 : ms)
  const task = findTask()
  if (task !== undefined) {
    process.kill(task.pid, 'SIGKILL')
    await ended
    return 'task'
  }
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL' ? 'agent' : 'nothing'
}

const filesBelow = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

const idIn = (): string => JSON.parse(readFileSync(join(vardir, 'state.json'), 'utf8')).deviceid
/** What waits for a server: texts of whole messages. */
const waitingFor = ({ port }: TestServer): readonly string[] =>
  filesBelow(vardir)
    .filter((file) => file.includes(`_${port}_`) && file.endsWith('.data'))
    .map((file) => inflateSync(readFileSync(file)).toString())

async function allIsWhole(id: string): Promise<void> {
  for (let tries = 0; running().length > 0 && tries < 40; tries++) await delay(50)
  assert.deepEqual(running(), [], 'something of the run is left')
  assert.equal(idIn(), id)
  for (const file of filesBelow(vardir).filter((name) => name.endsWith('.json'))) JSON.parse(readFileSync(file, 'utf8'))
  for (const text of servers.flatMap(waitingFor)) assert.equal(textAt(parseXml(text), 'DEVICEID'), id)
}

/** Texts that a server has got. */
const gotBy = (server: TestServer): ReadonlySet<string> =>
  new Set(server.requests.filter(isInventory).map(({ unpacked }) => unpacked?.body.toString() ?? ''))

try {
  const began = performance.now()
  await check('a whole run', async () => {
    const result = await runBin('agent', args, { timeoutMs: 60_000 })
    assert.equal(result.code, 0, result.stderr)
  })
  const whole = performance.now() - began
  const id = idIn()
  const made = new Map(servers.map((server) => [server, new Set<string>()]))
  const count = { agent: 0, task: 0, nothing: 0 }
  for (let i = 1; i <= moments; i++)
    await check(`kill ${i} of ${moments}`, async () => {
      const ms = Math.random() * whole * 1.1
      count[await killedAfter(ms, i % 2 === 0)]++
      await allIsWhole(id)
      for (const server of servers) for (const text of waitingFor(server)) made.get(server)?.add(text)
    })
  quiet = true
  await check('then every message that was made arrives, and nothing waits any more', async () => {
    const result = await runBin('agent', args, { timeoutMs: 120_000 })
    assert.equal(result.code, 0, result.stderr)
    assert.equal(idIn(), id)
    for (const server of servers) {
      assert.deepEqual(waitingFor(server), [])
      for (const text of made.get(server) ?? [])
        assert.ok(gotBy(server).has(text), `a message for ${server.url} is lost`)
    }
    assert.deepEqual(
      filesBelow(vardir).filter((file) => file.endsWith('lock')),
      [],
    )
  })
  const messages = servers.map((server) => made.get(server)?.size ?? 0)
  console.log(
    `    killed: ${count.agent} agents, ${count.task} tasks, ${count.nothing} too late; ${messages.join(' and ')} messages had to wait`,
  )
} finally {
  for (const server of servers) await server.close()
  rmSync(top, { recursive: true })
  end()
}
