/**
 * `flood.check.ts [COUNT]`: COUNT (1,000) documents of as many machines by the injector with --parallel 16 into the test
 * server: a folder as it is; through the spool, while the server refuses each fifth request; and a folder that is watched
 * while they appear. Each time the server takes each document once. With 5,000 and more the memory of the injector is
 * flat; before that its heap grows to its size.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { binPath, startServer } from '../testkit/src/index.ts'
import { check, end } from './checks.ts'
import { assertFlat, watchMemory } from './memory.ts'

const count = Number(process.argv[2] ?? 1000)
const settled = 5000
const dir = mkdtempSync(join(tmpdir(), 'fi-flood-'))

const idOf = (n: number): string => `flood${n}-2026-11-26-08-00-00`

/** Small, and no two of one size. */
const document = (n: number): string => `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <HARDWARE>
      <CHECKSUM>131071</CHECKSUM>
      <DESCRIPTION>${'a machine like others '.repeat(n % 100)}</DESCRIPTION>
      <NAME>flood${n}</NAME>
    </HARDWARE>
    <VERSIONCLIENT>FusionInventory-Agent_v3.0.0</VERSIONCLIENT>
  </CONTENT>
  <DEVICEID>${idOf(n)}</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`

const folder = (name: string): string => {
  const path = join(dir, name)
  mkdirSync(path)
  return path
}

/** Appears at once, as a whole. */
function put(inbox: string, n: number): void {
  const file = join(inbox, `${idOf(n)}.ocs`)
  writeFileSync(`${file}.tmp`, document(n))
  renameSync(`${file}.tmp`, file)
}

type Server = Awaited<ReturnType<typeof startServer>>

/** How often the server took each document. */
async function withServer(run: (server: Server, taken: Map<string, number>) => Promise<void>, refuses: boolean) {
  const taken = new Map<string, number>()
  const server = await startServer({
    fault: (request, n) => {
      if (refuses && n % 5 === 0) return { kind: 'status', status: 500 }
      const id = request.document?.kind === 'xml' ? (request.document.deviceId ?? '') : ''
      taken.set(id, (taken.get(id) ?? 0) + 1)
      return undefined
    },
  })
  try {
    await run(server, taken)
  } finally {
    await server.close()
  }
}

interface Ended {
  readonly code: number | null
  readonly stderr: string
  readonly sizes: readonly number[]
  readonly seconds: number
}

async function inject(args: readonly string[], meanwhile?: (child: ChildProcess) => Promise<void>): Promise<Ended> {
  const began = performance.now()
  const child = spawn(process.execPath, [binPath('injector'), '--parallel', '16', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 900_000,
  })
  const memory = watchMemory(child.pid ?? 0, 20)
  let stderr = ''
  child.stderr?.on('data', (piece) => {
    stderr = (stderr + piece).slice(0, 10_000)
  })
  const closed = once(child, 'close')
  await meanwhile?.(child)
  const [code] = (await closed) as [number | null]
  memory.stop()
  return { code, stderr, sizes: memory.sizes, seconds: (performance.now() - began) / 1000 }
}

function eachOnce(taken: ReadonlyMap<string, number>): void {
  const twice = [...taken].filter(([, times]) => times !== 1)
  assert.deepEqual([taken.size, twice.slice(0, 5)], [count, []])
  for (let n = 0; n < count; n++) assert.ok(taken.has(idOf(n)), `${idOf(n)} was lost`)
}

const told = (what: string, seconds: number): void =>
  console.log(`${what}: ${count} documents in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`)

try {
  await check(`${count} documents of a folder: each taken once`, () =>
    withServer(async (server, taken) => {
      const inbox = folder('inbox')
      for (let n = 0; n < count; n++) put(inbox, n)
      const { code, stderr, sizes, seconds } = await inject(['-r', '-d', inbox, '--url', server.url])
      assert.deepEqual([code, stderr], [0, ''])
      eachOnce(taken)
      assert.deepEqual(readdirSync(inbox), [])
      told('a folder', seconds)
      if (count >= settled) assertFlat('a folder', sizes)
    }, false),
  )

  await check(`${count} documents through the spool, each fifth request refused: each taken once`, () =>
    withServer(async (server, taken) => {
      const [inbox, spool] = [folder('refused'), join(dir, 'spool')]
      for (let n = 0; n < count; n++) put(inbox, n)
      let rounds = 0
      let code: number | null = null
      for (; code !== 0 && rounds < 20; rounds++) {
        ;({ code } = await inject(['-r', '-d', inbox, '--spool', spool, '--url', server.url]))
        assert.deepEqual(readdirSync(inbox), [])
      }
      eachOnce(taken)
      assert.deepEqual([code, readdirSync(spool)], [0, []])
      console.log(`the spool was empty after ${rounds} runs`)
    }, true),
  )

  await check(`${count} documents that appear in a watched folder: each taken once`, () =>
    withServer(async (server, taken) => {
      const inbox = folder('watched')
      const args = ['-r', '-d', inbox, '--watch=0.1', '--url', server.url]
      const { code, stderr, sizes, seconds } = await inject(args, async (child) => {
        for (let n = 0; n < count; n++) {
          put(inbox, n)
          // As fast as they are taken, so that each round is like the last.
          for (let waited = 0; waited < 3000 && n - taken.size > 300; waited++) await delay(10)
        }
        for (let waited = 0; waited < 600 && taken.size < count; waited++) await delay(100)
        await delay(300)
        child.kill('SIGTERM')
      })
      eachOnce(taken)
      assert.deepEqual([code, readdirSync(inbox), stderr.includes('[error] interrupted')], [143, [], false])
      told('a watched folder', seconds)
      if (count >= settled) assertFlat('a watched folder', sizes)
    }, false),
  )
} finally {
  rmSync(dir, { recursive: true, force: true })
}
end()
