import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPidFile } from './pid-file.ts'

let dir = ''
let path = ''
const started: ChildProcess[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-pid-'))
  path = join(dir, 'a.pid')
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

let expired = 0
const open = (more: { reloadEvery?: number; pid?: number } = {}) =>
  openPidFile({ path, pid: process.pid, reloadEvery: 0, now: Date.now(), expired: () => expired++, ...more })

/** A process whose command line says what it is. */
function running(word: string): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', word], { stdio: 'ignore' })
  started.push(child)
  return child.pid ?? 0
}

test('the number and a newline, private enough, gone at the end', () => {
  const file = open()
  expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`)
  expect(statSync(path).mode & 0o022).toBe(0)
  expect(readdirSync(dir)).toEqual(['a.pid'])
  file?.remove()
  expect(readdirSync(dir)).toEqual([])
})

test('not beside another agent that is alive; what is left of a dead one does not matter', () => {
  const pid = running('fusioninventory-agent')
  writeFileSync(path, `${pid}\n`)
  expect(open()).toBeUndefined()
  expect(readFileSync(path, 'utf8')).toBe(`${pid}\n`)
  for (const text of ['', 'nonsense', '999999999\n', `${2 ** 22 + 1}\n`, '1'.repeat(100)]) {
    writeFileSync(path, text)
    expect(open()).toBeDefined()
    expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`)
  }
})

test.skipIf(!existsSync('/proc/self/cmdline'))(
  'a process of another program that got the number is none of ours',
  () => {
    writeFileSync(path, `${running('something-else')}\n`)
    expect(open()).toBeDefined()
  },
)

test('with reloads, a file that nobody touched for so long and a minute is not believed', () => {
  writeFileSync(path, `${running('fusioninventory-agent')}\n`)
  const age = (seconds: number): void => utimesSync(path, Date.now() / 1000 - seconds, Date.now() / 1000 - seconds)
  age(150)
  expect(open({ reloadEvery: 100 })).toBeUndefined()
  age(170)
  expect(open()).toBeUndefined()
  expired = 0
  const file = open({ reloadEvery: 100 })
  expect([file === undefined, expired]).toEqual([false, 1])
  age(1000)
  file?.touch()
  expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(60_000)
})

test('no link is followed, and nothing but a file is taken for one', () => {
  const precious = join(dir, 'precious')
  writeFileSync(precious, 'precious')
  symlinkSync(precious, path)
  expect(() => open()).toThrow(/a\.pid is no regular file/)
  expect(readFileSync(precious, 'utf8')).toBe('precious')
  path = dir
  expect(() => open()).toThrow(/is no regular file/)
  path = join(dir, 'no', 'a.pid')
  expect(() => open()).toThrow(/Can't write pid file .*: No such file or directory/)
})

test('what another process has written by now stays', () => {
  const file = open()
  writeFileSync(path, '4711\n')
  file?.remove()
  expect(readFileSync(path, 'utf8')).toBe('4711\n')
})
