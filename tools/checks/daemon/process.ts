/** A daemon under test, and what the system says of its process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { binPath } from '../../testkit/src/run.ts'

export interface Daemon {
  readonly pid: number
  /** All that it said so far. */
  said(): string
  /** What it said before counts no more. */
  forget(): void
  /** How often it said so. */
  times(words: RegExp): number
  kill(by: NodeJS.Signals): void
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** Resolves when it has said so, so often. Rejects after so long. */
  until(words: RegExp, count?: number, ms?: number): Promise<void>
  /** Processes that it has started, theirs too; by the mark in their environment. */
  others(): readonly { readonly pid: number; readonly command: string }[]
}

let marks = 0
const started: ChildProcess[] = []

/** Ends those that a check has left behind, because it failed. */
export function endAll(): void {
  for (const child of started) child.kill('SIGKILL')
}

/** Starts a daemon in the foreground; `program` instead of the built agent. */
export function startDaemon(
  args: readonly string[],
  { program = [binPath('agent')], home = '/' }: { program?: readonly string[]; home?: string } = {},
): Daemon {
  const mark = `DAEMON_MARK=${process.pid}-${++marks}`
  const [name = '', value = ''] = mark.split('=')
  const env = { PATH: process.env.PATH ?? '', HOME: home, [name]: value }
  const child: ChildProcess = spawn(process.execPath, [...program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk
    })
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ?? code)),
  )
  const pid = child.pid ?? 0
  const times = (words: RegExp): number => [...text.matchAll(new RegExp(words.source, 'gm'))].length
  return {
    pid,
    said: () => text,
    forget() {
      text = ''
    },
    times,
    kill: (by) => void child.kill(by),
    ended,
    async until(words, count = 1, ms = 30_000) {
      for (const end = performance.now() + ms; times(words) < count; await delay(10))
        if (performance.now() > end || child.exitCode !== null || child.signalCode !== null)
          throw new Error(`not said within ${ms} ms: ${words} (${count} times)\n${text.slice(-1500)}`)
    },
    others: () => marked(mark).filter((one) => one.pid !== pid),
  }
}

const marked = (mark: string) =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        if (!readFileSync(`/proc/${entry}/environ`, 'latin1').split('\0').includes(mark)) return []
        const command = readFileSync(`/proc/${entry}/cmdline`, 'latin1').replaceAll('\0', ' ').trim()
        return [{ pid: Number(entry), command }]
      } catch {
        return []
      }
    })

/** Nothing of it is left, after a moment. */
export async function nothingLeft(daemon: Daemon): Promise<void> {
  for (let tries = 0; daemon.others().length > 0; tries++) {
    if (tries > 100) throw new Error(`left behind: ${JSON.stringify(daemon.others())}`)
    await delay(20)
  }
}

const field = (pid: number, file: string, pattern: RegExp): number =>
  Number(pattern.exec(readFileSync(`/proc/${pid}/${file}`, 'latin1'))?.[1] ?? Number.NaN)

/** Processor time so far, of the process alone, in milliseconds: clock ticks are hundredths (proc(5), fields 14 and 15). */
export function processorMs(pid: number): number {
  const [, , , , , , , , , , , user = '0', system = '0'] = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(user) + Number(system)) * 10
}

/** How often it has waited for something, all of its threads. */
export const wakeUps = (pid: number): number =>
  readdirSync(`/proc/${pid}/task`).reduce(
    (sum, task) => sum + field(pid, `task/${task}/status`, /^voluntary_ctxt_switches:\s+(\d+)/m),
    0,
  )

export const openFiles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length
