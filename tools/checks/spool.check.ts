/**
 * `spool.check.ts [COUNT]`: the injector is killed (SIGKILL) at COUNT (8) random moments while it sends a directory with
 * --remove and --spool to two servers, each of which fails every fifth request. After each kill every document is
 * somewhere for each server: taken, in the spool, or in the directory; at the end both servers have all, as they were.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { inflateSync } from 'node:zlib'
import { binPath, runBin } from '../testkit/src/run.ts'
import type { Fault } from '../testkit/src/server/faults.ts'
import { startServer, type TestServer } from '../testkit/src/server/server.ts'
import { check, end } from './checks.ts'

const moments = Number(process.argv[2] ?? 8)
const perRound = 25
const top = mkdtempSync(join(tmpdir(), 'fi-spool-check-'))
const inbox = join(top, 'inbox')
const spool = join(top, 'spool')
mkdirSync(inbox)

/** Refused, cut before, and cut after the document was taken. */
const faults: readonly Fault[] = [{ kind: 'status', status: 500 }, { kind: 'reset' }, { kind: 'half' }]
const fault = (_: unknown, n: number): Fault | undefined => (n % 5 === 0 ? faults[(n / 5) % faults.length] : undefined)

const sent = new Map<string, string>()
function addDocuments(): void {
  for (let i = 0; i < perRound; i++) {
    const id = `lab${sent.size}-2026-11-26-00-00-00`
    // Not compressible, so that files are of several blocks.
    const noise = Buffer.from(Array.from({ length: 12_000 }, () => Math.random() * 256)).toString('base64')
    const text = `<REQUEST><CONTENT><HARDWARE><CHECKSUM>131071</CHECKSUM></HARDWARE><A>${noise}</A></CONTENT><DEVICEID>${id}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`
    sent.set(id, text)
    writeFileSync(join(inbox, `${id}.ocs`), text)
  }
}

const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

/** Ids of the documents that wait for this server. Fails where one of them is not whole. */
function waitingFor(server: TestServer): Set<string> {
  const mark = `_${server.port}_`
  const files = filesBelow(top).filter((file) => file.includes(mark) && file.endsWith('.data'))
  return new Set(
    files.map((file) => {
      const text = inflateSync(readFileSync(file)).toString()
      const id = /<DEVICEID>([^<]*)/.exec(text)?.[1] ?? ''
      assert.equal(text, sent.get(id), `${file} is not the document that was given`)
      return id
    }),
  )
}

function nothingLost(servers: readonly TestServer[]): void {
  const here = new Set(readdirSync(inbox).map((name) => name.replace(/\.ocs$/, '')))
  for (const server of servers) {
    const waiting = waitingFor(server)
    for (const id of sent.keys())
      assert.ok(server.inventories.has(id) || waiting.has(id) || here.has(id), `${id} is lost for ${server.url}`)
  }
}

const servers = [await startServer({ fault }), await startServer({ role: 'ocs', fault })]
const args = ['-r', '-d', inbox, '--spool', spool, '--parallel', '3', ...servers.flatMap(({ url }) => ['--url', url])]

/** Ends it by force after so long. True when it was still running. */
async function killedAfter(ms: number): Promise<boolean> {
  const child = spawn(process.execPath, [binPath('injector'), ...args], { stdio: 'ignore' })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)))
  await delay(ms)
  child.kill('SIGKILL')
  return (await ended) === 'SIGKILL'
}

try {
  addDocuments()
  const began = performance.now()
  await check('a whole run loses nothing', async () => {
    await runBin('injector', args)
    nothingLost(servers)
  })
  const whole = performance.now() - began
  let hits = 0
  for (let n = 1; n <= moments; n++) {
    addDocuments()
    const ms = Math.round(Math.random() * whole)
    await check(`killed after ${ms} ms of ${Math.round(whole)}: nothing is lost (${n} of ${moments})`, async () => {
      if (await killedAfter(ms)) hits++
      nothingLost(servers)
    })
  }
  await check('most of the kills met a run', () => assert.ok(hits >= moments / 2, `${hits} of ${moments}`))
  await check('at the end both servers have every document, as it was, and the spool is empty', async () => {
    let runs = 0
    for (; (await runBin('injector', args)).code !== 0; runs++) assert.ok(runs < 30, 'it does not end')
    for (const server of servers) {
      assert.equal(server.inventories.size, sent.size)
      for (const [id, text] of sent) assert.equal(server.inventories.get(id)?.unpacked?.body.toString(), text)
    }
    assert.deepEqual(readdirSync(inbox), [])
    assert.deepEqual(filesBelow(spool), [])
    const requests = servers.map((one) => one.requests.length).join(' and ')
    console.log(`${sent.size} documents, ${hits} kills, ${runs + 1} runs to the end, ${requests} requests`)
  })
} finally {
  for (const server of servers) await server.close()
  rmSync(top, { recursive: true, force: true })
  end()
}
