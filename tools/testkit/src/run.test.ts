import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runProgram } from './run.ts'

const dir = mkdtempSync(join(tmpdir(), 'fi-run-'))
afterAll(() => rmSync(dir, { recursive: true }))
const node = (code: string, options = {}) => runProgram(process.execPath, ['-e', code], options)

test('code, streams and input', async () => {
  const got = await node('process.stdin.pipe(process.stdout); console.error("e"); process.exitCode = 3', {
    stdin: 'in',
  })
  expect([got.code, got.stdout.toString(), got.stderr, got.timedOut]).toEqual([3, 'in', 'e\n', false])
  const file = join(dir, 'in')
  writeFileSync(file, 'from a file')
  expect((await node('process.stdin.pipe(process.stdout)', { stdin: { file } })).stdout.toString()).toBe('from a file')
})

test('the environment is bare but for what is given', async () => {
  const got = await node('console.log(Object.keys(process.env).sort().join())', { env: { MINE: '1' } })
  expect(got.stdout.toString()).toBe('HOME,LANG,MINE,PATH\n')
})

test('what hangs is killed with all that it started', async () => {
  const code = 'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }); setInterval(() => {}, 1000)'
  const got = await node(code, { timeoutMs: 400 })
  expect([got.code, got.signal, got.timedOut]).toEqual([null, 'SIGKILL', true])
})

test('a child left behind is told, and ended', async () => {
  const code = 'require("child_process").spawn("sleep", ["60"], { stdio: "inherit" }).unref()'
  expect((await node(code)).leftBehind).toBe(true)
  expect((await node('0')).leftBehind).toBe(false)
})

test('a reader that goes away', async () => {
  const got = await node(
    'process.stdout.on("error", (e) => { console.error(e.code); process.exit(5) }); setInterval(() => process.stdout.write("x".repeat(70000)), 5)',
    {
      closeStdoutAfter: 1,
    },
  )
  expect([got.code, got.stderr]).toEqual([5, 'EPIPE\n'])
})
