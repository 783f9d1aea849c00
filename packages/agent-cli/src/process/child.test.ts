import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loggerOf } from '@fusioninventory/cli-kit'
import { expect, test } from 'vitest'
import { type ChildOptions, runInChild } from './child.ts'

/** A process that does as its job says; the messages are those of `serve.ts`. */
const program = (body: string): readonly string[] => [
  '-e',
  `process.on('message', (m) => { if (m.kind === 'start') { ${body} } })`,
]
const send = (message: object): string => `process.send(${JSON.stringify(message)});`
const prlimit = ['/usr/bin/prlimit', '/bin/prlimit'].find((path) => existsSync(path))

const lines: string[] = []
const log = loggerOf('debug', { put: (level, message) => lines.push(`${level}: ${message}`) })
const run = (body: string, more: Partial<ChildOptions> = {}) =>
  runInChild(
    'x',
    { a: 1 },
    {
      limits: { timeoutMs: 10_000, memoryMiB: 64 },
      signal: new AbortController().signal,
      log,
      env: { PATH: process.env.PATH },
      prlimit: undefined,
      program: program(body),
      ...more,
    },
  )

/** A process that is there, and has not ended without anybody having asked how. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
  } catch {
    return false
  }
}

test('a result comes back, with what the task says meanwhile', async () => {
  const body = `${send({ kind: 'log', level: 'warning', message: 'careful' })} process.send({ kind: 'done', result: [m.job, m.level] }, () => process.exit(0))`
  expect(await run(body)).toEqual({ result: [{ a: 1 }, 'debug'] })
  expect(lines).toContain('warning: careful')
})

test('items come one at a time, each dealt with before the next', async () => {
  const seen: unknown[] = []
  const body = `let n = 0; const put = () => n++ < 3 ? process.send({ kind: 'item', item: n }) : process.send({ kind: 'done', result: n }, () => process.exit(0));
    process.on('message', (m) => { if (m.kind === 'next') put() }); put()`
  const end = await run(body, {
    onItem: async (item) => {
      seen.push(`begin ${String(item)}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      seen.push(`end ${String(item)}`)
    },
  })
  expect(end).toEqual({ result: 4 })
  expect(seen).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3'])
})

test('an item that cannot be dealt with ends the task', async () => {
  const end = await run(`${send({ kind: 'item', item: 1 })} setInterval(() => {}, 1000)`, {
    onItem: () => Promise.reject(new Error('the disk is full')),
  })
  expect(end).toEqual({ failed: 'the disk is full' })
})

test.each([
  ['its own words', `${send({ kind: 'failed', message: 'no such thing' })}process.disconnect()`, 'no such thing'],
  ['an exit code', 'process.exit(3)', 'ended with 3'],
  ['a signal', "process.kill(process.pid, 'SIGKILL')", 'ended by SIGKILL'],
])('a failure: %s', async (_, body, failed) => {
  expect(await run(body)).toEqual({ failed })
})

test('an error that nobody caught is told in one line', async () => {
  const end = await run(`throw new Error('oh no')`)
  expect(end).toEqual({ failed: expect.stringMatching(/^ended with \d+: .*Error: oh no$/) })
})

test('too late: ended, with all that it started', async () => {
  const body = `const other = require('child_process').spawn('sleep', ['1000']); process.send({ kind: 'log', level: 'info', message: 'pid ' + other.pid }); process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)`
  expect(await run(body, { limits: { timeoutMs: 500, memoryMiB: 64 } })).toEqual({ failed: 'killed by a timeout' })
  const pid = Number(lines.map((line) => /^info: pid (\d+)$/.exec(line)?.[1]).find(Boolean))
  expect(pid).toBeGreaterThan(1)
  await expect.poll(() => isThere(pid)).toBe(false)
})

test('stopped by the agent, also one that does not listen', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 300)
  const began = performance.now()
  const end = await run(`process.on('SIGTERM', () => {}); for (;;);`, { signal: stop.signal })
  expect(end).toEqual({ failed: 'stopped' })
  expect(performance.now() - began).toBeLessThan(5000)
})

test.each([undefined, prlimit])('too much memory (prlimit %s): one line, not a crash', async (limit) => {
  const end = await run('const all = []; for (;;) all.push(new Array(1e5).fill(m.job.a + Math.random()))', {
    prlimit: limit,
  })
  expect(end).toEqual({ failed: 'more memory than 64 MiB (--task-memory)' })
})

test.skipIf(prlimit === undefined)('memory outside of the heap is bounded by prlimit', async () => {
  const body = `const all = []; try { for (;;) all.push(Buffer.alloc(16 * 1048576, 1)) } catch { process.send({ kind: 'done', result: all.length * 16 }, () => process.exit(0)) }`
  const end = await run(body, { prlimit })
  if (!('result' in end)) expect(end).toEqual({ failed: expect.stringMatching(/memory|SIG/) })
  else expect(Number(end.result)).toBeLessThan(64 + 256)
})

test('a program that is not there', async () => {
  const end = await run('', { program: [fileURLToPath(new URL('nowhere.js', import.meta.url))] })
  expect(end).toEqual({ failed: expect.stringMatching(/^ended with 1: /) })
})
