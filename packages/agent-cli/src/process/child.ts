/** The outside of the process of a task: it gets a job, limits, and nobody's trust. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { capped, escapeControls, type Logger, levels } from '@fusioninventory/cli-kit'
import type { FromTask, ToTask } from './messages.ts'

interface Limits {
  readonly timeoutMs: number
  /** Of the JavaScript heap; where `prlimit` is there, data of any kind has a bound, too. */
  readonly memoryMiB: number
}

export interface ChildOptions {
  readonly limits: Limits
  readonly signal: AbortSignal
  readonly log: Logger
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute path of prlimit(1), where it is there. */
  readonly prlimit: string | undefined
  /** Deals with results on the way, one at a time. */
  readonly onItem?: (item: unknown) => Promise<void>
  /** Program of the task, and arguments of Node for it; default: the one beside this program. */
  readonly program?: readonly string[]
  /** What lists of processes show instead of the command line. */
  readonly title?: string
  /** What it gets to put its things in order after `signal`, in milliseconds; default 1000. */
  readonly graceMs?: number
  /** Standard output is ours. */
  readonly writes?: true
}

export type TaskEnd = { readonly result: unknown } | { readonly failed: string }

/** What a task gets to put its things in order, after it was asked to end. */
const graceMs = { stopped: 1000, late: 10_000 }
/** What Node needs beside the heap. */
const roomMiB = 256
const niceness = 10

/** The bundle of tasks lies beside the chunk that this module is in. */
const bundled = (): readonly string[] => [fileURLToPath(new URL('task.js', import.meta.url))]

function commandOf({ limits, prlimit, program = bundled() }: ChildOptions): readonly [string, readonly string[]] {
  const node = [process.execPath, `--max-old-space-size=${limits.memoryMiB}`, ...program]
  if (prlimit === undefined) return [node[0] ?? '', node.slice(1)]
  const bytes = (limits.memoryMiB + roomMiB) * 1_048_576
  return [prlimit, [`--data=${bytes}:${bytes}`, '--core=0:0', '--', ...node]]
}

/** Runs a task in a process of its own. Never throws; nothing that the task started outlives it. */
export function runInChild(task: string, job: unknown, options: ChildOptions): Promise<TaskEnd> {
  const { limits, signal, log, onItem, title, graceMs: patience = graceMs.stopped } = options
  const [command, args] = commandOf(options)
  const child = spawn(command, args, {
    stdio: ['ignore', options.writes ? 'inherit' : 'ignore', 'pipe', 'ipc'],
    env: { ...options.env },
    // A group of its own, so that all of it can be ended.
    detached: process.platform !== 'win32',
  })
  const stderr = lastWords(child)
  return new Promise((resolve) => {
    let end: TaskEnd | undefined
    let why: string | undefined
    let kill: NodeJS.Timeout | undefined
    const stop = (reason: string, grace: number): void => {
      why ??= reason
      endGroup(child, 'SIGTERM')
      kill ??= setTimeout(() => endGroup(child, 'SIGKILL'), grace)
    }
    const late = setTimeout(() => stop('killed by a timeout', graceMs.late), limits.timeoutMs)
    const stopped = (): void => stop('stopped', patience)
    signal.addEventListener('abort', stopped, { once: true })
    const over = (reason: string): void => {
      clearTimeout(late)
      clearTimeout(kill)
      signal.removeEventListener('abort', stopped)
      endGroup(child, 'SIGKILL')
      resolve(end ?? { failed: reason })
    }

    child.on('message', (message: FromTask) => {
      if (message.kind === 'log') {
        if (levels.includes(message.level)) log.log(message.level, String(message.message))
      } else if (message.kind === 'hide') log.hide(String(message.secret))
      else if (message.kind === 'done') end = { result: message.result }
      else if (message.kind === 'failed') end = { failed: why ?? String(message.message) }
      else void deal(message.item)
    })
    async function deal(item: unknown): Promise<void> {
      try {
        await onItem?.(item)
      } catch (error) {
        stop(error instanceof Error ? error.message : String(error), graceMs.stopped)
      }
      tell(child, { kind: 'next' })
    }
    // What it has started and left behind must not keep its channels open.
    child.on('exit', () => endGroup(child, 'SIGKILL'))
    child.on('error', (error) => over(`cannot be started: ${error.message}`))
    // `close`, not `exit`: messages that are still on the way come before it.
    child.on('close', (code, by) => {
      const words = stderr()
      const memory =
        /heap out of memory|Cannot allocate memory|bad_alloc/i.test(words) || (by !== null && crashes.has(by))
      const how = memory
        ? `more memory than ${limits.memoryMiB} MiB (--task-memory)`
        : by === null
          ? `ended with ${code}${words === '' ? '' : `: ${words}`}`
          : `ended by ${by}`
      over(why ?? how)
    })
    if (signal.aborted) stopped()
    child.once('spawn', () => {
      lower(child)
      tell(child, { kind: 'start', task, job, level: log.level, ...(title !== undefined && { title }) })
    })
  })
}

/** How V8 ends, without a word at times, when the system gives it no memory. */
const crashes: ReadonlySet<NodeJS.Signals> = new Set(['SIGTRAP', 'SIGILL', 'SIGABRT'])

function tell(child: ChildProcess, message: ToTask): void {
  if (child.connected) child.send(message, () => undefined)
}

function lower(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, niceness)
  } catch {
    // It has ended already, or the system knows no priorities.
  }
}

function endGroup(child: ChildProcess, by: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, by)
  } catch {
    // Nothing is left of it.
  }
}

/** The end of what came on standard error, on one line; engines say there why they give up. */
function lastWords(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4096)
  })
  return () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    const fatal = lines.find((line) => /FATAL ERROR|Error:/.test(line)) ?? lines.at(-1) ?? ''
    return capped(escapeControls(fatal), 300)
  }
}
