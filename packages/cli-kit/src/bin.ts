import type { Readable, Writable } from 'node:stream'
import { compileInForeground, keepSmall, optimizeLittle, startUnoptimized } from './engine.ts'
import { exit, Stopped } from './exit.ts'
import { useCompileCache } from './io/compile-cache.ts'
import { fileOutput, isFile } from './io/file-output.ts'
import type { Io, Main } from './io.ts'
import { guard } from './write.ts'

/** What a run that was asked to end may still take to put things in order, unless it says more. */
const usualGraceMs = 2000

/** Streams are opened when first used: opening standard input alone would cost a tenth of the start. */
function processIo(signal: AbortSignal, grace: (ms: number) => void): Io {
  let stdout: Writable | undefined
  return {
    argv: process.argv.slice(2),
    env: process.env,
    signal,
    grace,
    now: () => new Date(),
    title: (text) => {
      // On Windows it would rename the window, and the command line would stay.
      if (process.platform !== 'win32') process.title = text
    },
    get stdin(): Readable {
      return process.stdin
    },
    get stdout(): Writable {
      stdout ??= isFile(1) ? fileOutput(1) : process.stdout
      return stdout
    },
    get stderr() {
      return process.stderr
    },
  }
}

const flushed = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve()
    else stream.write('', () => resolve())
  })

/** An end that nothing can delay: process.exit waits for threads, and one may hang in a dead file system. */
function die(by: 'SIGINT' | 'SIGTERM'): void {
  process.removeAllListeners(by)
  process.kill(process.pid, by)
}

/**
 * The whole of a bin: builds the Io from the process, runs the tool, sets the exit code.
 * SIGINT and SIGTERM end `io.signal`; a second one, or two seconds (`Io.grace`), end the process. `short`: most runs are;
 * `busy`: memory is used for moments only; `steady`: the same for many items.
 */
export async function runBin(main: Main, { short = false, busy = false, steady = false } = {}): Promise<void> {
  compileInForeground()
  if (short) startUnoptimized()
  if (busy) keepSmall()
  if (steady) optimizeLittle()
  useCompileCache()
  const stop = new AbortController()
  let graceMs = usualGraceMs
  const end = (by: 'SIGINT' | 'SIGTERM'): void => {
    if (stop.signal.aborted) die(by)
    stop.abort(new Stopped(by))
    setTimeout(() => die(by), graceMs).unref()
  }
  process.on('SIGINT', () => end('SIGINT'))
  process.on('SIGTERM', () => end('SIGTERM'))
  const io = processIo(stop.signal, (ms) => {
    graceMs = ms
  })
  // A promise that nothing will settle any more would end the process without a word.
  const stuck = (): void => {
    process.stderr.write('[error] ended before all was done, which is a fault of this program\n')
    process.exit(exit.failed)
  }
  process.once('beforeExit', stuck)
  process.exitCode = await main(io)
  process.off('beforeExit', stuck)
  for (const stream of [io.stdout, io.stderr]) {
    guard(stream)
    await flushed(stream)
  }
  process.exit()
}
