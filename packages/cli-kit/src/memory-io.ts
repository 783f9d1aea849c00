import { Readable, Writable } from 'node:stream'
import type { Io } from './io.ts'

/** An Io that keeps what is written: for one tool inside another, and for tests. */
export interface MemoryIo extends Io {
  /** All of standard output so far. */
  out(): string
  /** All of standard error so far. */
  err(): string
}

export interface MemoryIoOptions {
  readonly argv?: readonly string[]
  readonly env?: Io['env']
  readonly stdin?: string | Uint8Array
  readonly signal?: AbortSignal
  /** Default: the epoch. */
  readonly now?: Date
}

function sink(): { stream: Writable; text(): string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}

export function memoryIo(options: MemoryIoOptions = {}): MemoryIo {
  const stdout = sink()
  const stderr = sink()
  return {
    argv: options.argv ?? [],
    env: options.env ?? {},
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    signal: options.signal ?? new AbortController().signal,
    now: () => options.now ?? new Date(0),
    out: stdout.text,
    err: stderr.text,
  }
}
