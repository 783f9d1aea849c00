import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { FatalError, Stopped } from './exit.ts'
import { fileOutput, isFile } from './io/file-output.ts'
import { createLogger } from './log.ts'
import { memoryIo } from './memory-io.ts'
import { openProgress } from './progress.ts'
import { readAll } from './read.ts'
import { writeOut } from './write.ts'

const failing = (code: string, message: string): Writable =>
  new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(message), { code })) })

describe('writeOut', () => {
  it('writes text, bytes and streams of them in order', async () => {
    const io = memoryIo()
    expect(await writeOut(io.stdout, 'a')).toBe('written')
    await writeOut(io.stdout, new TextEncoder().encode('b'))
    await writeOut(io.stdout, Readable.from(['c', 'd']))
    expect(io.out()).toBe('abcd')
  })

  it('asks for the next chunk only when the last one is gone', async () => {
    let open = 0
    let most = 0
    const slow = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        setImmediate(() => {
          open -= 1
          done()
        })
      },
    })
    function* chunks() {
      for (let n = 0; n < 20; n++) {
        open += 1
        most = Math.max(most, open)
        yield 'x'
      }
    }
    await writeOut(slow, chunks())
    expect(most).toBe(1)
  })

  it('is quiet when the reader went away', async () => {
    const pipe = failing('EPIPE', 'write EPIPE')
    expect(await writeOut(pipe, ['a', 'b'])).toBe('closed')
    expect(await writeOut(pipe, 'c')).toBe('closed')
  })

  it('says in one line why else a result is lost', async () => {
    const full = failing('ENOSPC', 'ENOSPC: no space left on device, write')
    const lost = writeOut(full, 'a')
    await expect(lost).rejects.toBeInstanceOf(FatalError)
    await expect(lost).rejects.toThrow("Can't write to standard output: No space left on device")
  })
})

describe('fileOutput', () => {
  it('writes whole chunks to a file, and only to a file', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'cli-kit-'))
    try {
      const fd = openSync(join(dir, 'f'), 'w')
      expect([isFile(fd), isFile(openSync(dir, 'r')), isFile(-1)]).toEqual([true, false, false])
      await writeOut(fileOutput(fd), ['a', 'é'.repeat(100_000)])
      expect(readFileSync(join(dir, 'f'), 'utf8')).toBe(`a${'é'.repeat(100_000)}`)
    } finally {
      rmSync(dir, { recursive: true })
    }
  })

  it('gives an error instead of a shorter file', async () => {
    await expect(writeOut(fileOutput(openSync('/dev/null', 'r')), 'x')).rejects.toThrow(
      /^Can't write to standard output: /,
    )
  })
})

describe('readAll', () => {
  it('reads bytes', async () => {
    expect(await readAll(Readable.from([Buffer.from('a'), 'b']), { limit: 10 })).toEqual(Buffer.from('ab'))
  })

  it('stops at the limit', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1048576)
      })(),
    )
    await expect(readAll(endless, { limit: 2 * 1048576 })).rejects.toThrow('standard input is larger than 2 MiB')
  })

  it('says why it cannot read', async () => {
    const broken = new Readable({ read: () => undefined })
    broken.destroy(Object.assign(new Error('EISDIR: illegal operation on a directory, read'), { code: 'EISDIR' }))
    await expect(readAll(broken, { limit: 1 })).rejects.toThrow(
      "Can't read standard input: Illegal operation on a directory",
    )
  })

  it('ends with the signal', async () => {
    const stop = new AbortController()
    const waiting = readAll(new Readable({ read: () => undefined }), { limit: 1, signal: stop.signal })
    stop.abort(new Stopped('SIGINT'))
    await expect(waiting).rejects.toThrow()
  })
})

/** What a terminal shows: line breaks, and the sequences that set the column, erase a line, or all below. */
function onScreen(text: string): string[] {
  const lines = ['']
  let column = 0
  for (const [, order, argument, letter, char = ''] of text.matchAll(/(\x1b\[(\??\d*)([A-Za-z]))|([\s\S])/g)) {
    const line = lines.at(-1) ?? ''
    if (order === undefined && char === '\n') {
      lines.push('')
      column = 0
    } else if (order === undefined) {
      lines[lines.length - 1] = line.slice(0, column).padEnd(column) + char + line.slice(column + 1)
      column++
    } else if (letter === 'G') column = Number(argument || 1) - 1
    else if (letter === 'K') lines[lines.length - 1] = argument === '2' ? '' : line.slice(0, column)
    else if (letter === 'J') lines[lines.length - 1] = line.slice(0, column)
  }
  return lines.map((line) => line.trimEnd())
}

describe('openProgress', () => {
  it('shows nothing where standard error is no terminal', async () => {
    const io = memoryIo()
    const bar = await openProgress(io, createLogger({ stream: io.stderr }), 'Sending', 2)
    bar.step()
    bar.stop()
    expect(io.err()).toBe('')
  })

  it('draws a bar on a terminal', async () => {
    const io = memoryIo()
    const stderr = Object.assign(io.stderr, { isTTY: true, columns: 80 })
    const log = createLogger({ stream: stderr })
    const bar = await openProgress({ stderr }, log, 'Sending', 2)
    bar.step('1 sent')
    log.error('one is lost')
    bar.stop()
    log.error('late')
    expect(io.err()).toMatch(/Sending \[[^\]]*\] 1\/2 1 sent/)
    // Nothing goes back to what was written before; a line of the log begins a line and ends it.
    expect(io.err()).not.toMatch(/\x1b[78]/)
    expect(onScreen(io.err()).filter((line) => line !== '')).toEqual(['[error] one is lost', '[error] late'])
  })
})
