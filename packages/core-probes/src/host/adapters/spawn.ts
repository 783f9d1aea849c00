/** One child process, bounded in time and output. Loaded when the first command is run. */
import { Buffer } from 'node:buffer'
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Output, Reading } from '../port.ts'
import { decodeText, encodeText } from '../text.ts'
import { failureOf } from './fs.ts'

export interface SpawnOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly limit: number
  readonly stdin: string | undefined
}

/** What may still come through the pipe after the child itself has ended, in milliseconds between two pieces. */
const DRAIN_MS = 200

/** The whole group, since programs start others. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** Children of one host that have not ended yet. */
export type Running = Set<ChildProcess>

export const killAll = (running: Running): void => {
  for (const child of running) killGroup(child)
}

export const run = (options: SpawnOptions, running: Running): Promise<Reading<Output>> =>
  new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = spawn(options.program, options.args, {
        cwd: '/',
        env: { ...options.env },
        // A process group of its own.
        detached: true,
        stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
        windowsHide: true,
      })
    } catch (error) {
      resolve(failureOf(error))
      return
    }
    running.add(child)
    watch(child, options, (reading) => {
      running.delete(child)
      resolve(reading)
    })
  })

/** Tells how the child ended, once, and lets go of it: what it left behind must not hold this process. */
function watch(child: ChildProcess, options: SpawnOptions, settle: (reading: Reading<Output>) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  let ended: Output | undefined
  let drain: NodeJS.Timeout | undefined
  const text = (): string => decodeText(Buffer.concat(chunks))
  const finish = (reading: () => Reading<Output>): void => {
    clearTimeout(timer)
    clearTimeout(drain)
    child.removeAllListeners()
    child.on('error', () => {})
    killGroup(child)
    child.stdin?.destroy()
    child.stdout?.destroy()
    child.unref()
    settle(reading())
  }
  const done = (): void => {
    const output = ended
    if (output) finish(() => ({ state: 'ok', value: { ...output, stdout: text() } }))
  }
  const timer = setTimeout(
    () => finish(() => ({ state: 'timeout', partial: { stdout: text(), code: 0 } })),
    options.timeoutMs,
  )
  const awaitRest = (): void => {
    clearTimeout(drain)
    drain = setTimeout(done, DRAIN_MS)
  }
  child.stdout?.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length > options.limit) finish(() => ({ state: 'failed', detail: 'E2BIG' }))
    else if (ended) awaitRest()
  })
  child.on('error', (error) => finish(() => failureOf(error)))
  child.on('exit', (code, signal) => {
    ended = endOf(code, signal)
    awaitRest()
  })
  child.on('close', done)
  child.stdin?.on('error', () => {})
  if (options.stdin !== undefined) child.stdin?.end(encodeText(options.stdin))
}

function endOf(code: number | null, name: NodeJS.Signals | null): Output {
  const signal = name === null ? undefined : constants.signals[name]
  return signal === undefined ? { stdout: '', code: code ?? 0 } : { stdout: '', code: 128 + signal, signal }
}
