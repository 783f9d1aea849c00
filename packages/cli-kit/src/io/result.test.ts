import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Stopped } from '../exit.ts'
import { memoryIo } from '../memory-io.ts'
import { readInput } from './input.ts'
import { isMissing, requireDirectory, writeResult } from './result.ts'

const dir = mkdtempSync(join(tmpdir(), 'cli-kit-'))
const path = (name: string): string => join(dir, name)
afterAll(() => rmSync(dir, { recursive: true }))

describe('readInput', () => {
  const io = memoryIo({ stdin: 'from stdin' })

  it('reads a file, or standard input', async () => {
    writeFileSync(path('in'), 'text')
    expect(String(await readInput(io, path('in'), { limit: 4, code: 1 }))).toBe('text')
    expect(String(await readInput(io, '-', { limit: 100, code: 1 }))).toBe('from stdin')
  })

  it.each([
    ['/dev/null', 9, "Can't read /dev/null: Not a regular file"],
    ['in', 3, 'in is larger than 0 MiB'],
    ['none', 9, "Can't read %: No such file or directory"],
    ['.', 9, "Can't read %: Is a directory"],
  ])('%s, limit %i: %s', async (name, limit, message) => {
    const file = resolve(dir, name)
    await expect(readInput(io, file, { limit, code: 1 })).rejects.toThrow(message.replace('%', file))
  })
})

describe.runIf(process.platform === 'linux')('a pipe', () => {
  it('is read to its end', async () => {
    execFileSync('mkfifo', [path('fifo')])
    // Its open waits for a reader.
    const writer = spawn('sh', ['-c', 'printf through > "$0"', path('fifo')])
    const written = new Promise((done) => writer.on('close', done))
    expect(String(await readInput(memoryIo(), path('fifo'), { limit: 100, code: 1 }))).toBe('through')
    expect(await written).toBe(0)
  })

  it('that nobody writes to does not outlive the signal', async () => {
    execFileSync('mkfifo', [path('idle')])
    const stop = new AbortController()
    const reading = readInput(memoryIo({ signal: stop.signal }), path('idle'), { limit: 100, code: 1 })
    setImmediate(() => stop.abort(new Stopped('SIGINT')))
    await expect(reading).rejects.toThrow()
  })
})

describe('writeResult', () => {
  const io = memoryIo()

  it('replaces the file and leaves nothing else', async () => {
    mkdirSync(path('out'))
    writeFileSync(path('out/f'), 'old')
    await writeResult(io, path('out/f'), 'new')
    expect(readFileSync(path('out/f'), 'utf8')).toBe('new')
    expect(readdirSync(path('out'))).toEqual(['f'])
  })

  it('keeps permissions and follows a link', async () => {
    writeFileSync(path('out/f'), 'old')
    chmodSync(path('out/f'), 0o640)
    symlinkSync('f', path('out/link'))
    await writeResult(io, path('out/link'), 'new')
    expect(readFileSync(path('out/f'), 'utf8')).toBe('new')
    expect(statSync(path('out/f')).mode & 0o777).toBe(0o640)
    expect(readdirSync(path('out'))).toEqual(['f', 'link'])
  })

  it('writes to a device without replacing it', async () => {
    await writeResult(io, '/dev/null', 'x')
    expect(isMissing('/dev/null')).toBe(false)
    expect(readFileSync('/dev/null', 'utf8')).toBe('')
  })

  it.each([
    ['none/f', 'No such file or directory'],
    ['out', 'Illegal operation on a directory'],
  ])('%s: %s', async (name, reason) => {
    await expect(writeResult(io, path(name), 'x')).rejects.toThrow(`Can't write to ${path(name)}: ${reason}`)
  })
})

describe.runIf(process.platform === 'linux')('writeResult to a pipe', () => {
  it('waits for its reader', async () => {
    execFileSync('mkfifo', [path('read')])
    const text = 'x'.repeat(200_000)
    const writing = writeResult(memoryIo(), path('read'), text)
    const reader = spawn('cat', [path('read')])
    let got = ''
    reader.stdout.on('data', (piece) => {
      got += piece
    })
    await writing
    await new Promise((done) => reader.on('close', done))
    expect(got).toBe(text)
  })

  it('that nobody reads ends with the signal', async () => {
    execFileSync('mkfifo', [path('unread')])
    const stop = new AbortController()
    const writing = writeResult(memoryIo({ signal: stop.signal }), path('unread'), 'x')
    setImmediate(() => stop.abort(new Stopped('SIGINT')))
    await expect(writing).rejects.toThrow()
  })
})

describe('requireDirectory', () => {
  it('accepts directories only', () => {
    expect(() => requireDirectory(dir)).not.toThrow()
    expect(() => requireDirectory(path('in'))).toThrow(`Can't read directory ${path('in')}: Not a directory`)
    expect(() => requireDirectory(path('none'))).toThrow(
      `Can't read directory ${path('none')}: No such file or directory`,
    )
  })
})
