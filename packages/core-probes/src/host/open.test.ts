import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CaptureError, openHost } from './index.ts'

const TEXT = 'fusioninventory-capture 1\nplatform: aix\n\n'
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'open-'))
  writeFileSync(join(dir, 'good'), TEXT)
  writeFileSync(join(dir, 'bad'), `${TEXT}nonsense\n`)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('each kind of source', async () => {
  expect((await openHost({ kind: 'capture', file: join(dir, 'good') })).facts.platform).toBe('aix')
  expect((await openHost({ kind: 'capture', file: '-', stdin: TEXT })).facts.platform).toBe('aix')
  expect((await openHost({ kind: 'root', dir })).facts.platform).toBe('linux')
  expect((await openHost({ kind: 'live' })).facts.machine).toBe(
    execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim(),
  )
})

test('errors name the file and the line', async () => {
  const open = (file: string) => openHost({ kind: 'capture', file, stdin: '' })
  await expect(open(join(dir, 'bad'))).rejects.toThrow(`${join(dir, 'bad')}: line 4: not a section: nonsense`)
  await expect(open('-')).rejects.toThrow('standard input: line 1: not a capture')
  await expect(open(join(dir, 'none'))).rejects.toThrow(/none: .*no such file/)
  await expect(open(dir)).rejects.toBeInstanceOf(CaptureError)
})

test('strict is passed on', async () => {
  const strict = await openHost({ kind: 'capture', file: '-', stdin: TEXT, strict: true })
  await expect(strict.files.text('/x')).rejects.toThrow('not recorded: file /x')
  const twice = `${TEXT}-- file /a --\n-- file /a --\n`
  await expect(openHost({ kind: 'capture', file: '-', stdin: twice, strict: true })).rejects.toThrow('line 5: twice')
})
