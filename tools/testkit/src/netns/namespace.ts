import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { type RunOptions, type RunResult, runProgram } from '../run.ts'

/** A network namespace with one machine in it. Needs root and iproute2. */
export interface Namespace {
  readonly name: string
  /** Commands of `ip` and others, one a line, run there by sh. */
  setUp(...lines: readonly string[]): void
  run(argv: readonly [string, ...string[]], options?: RunOptions): Promise<RunResult>
  /** A program that goes on until the namespace is removed. */
  start(argv: readonly [string, ...string[]], env?: Readonly<Record<string, string>>): ChildProcess
  /** Ends what was started, and the namespace. */
  remove(): Promise<void>
}

const sh = (lines: readonly string[]): void => {
  execFileSync('/bin/sh', ['-ec', lines.join('\n')], { stdio: ['ignore', 'ignore', 'pipe'] })
}

const within = (name: string, argv: readonly string[]): [string, ...string[]] =>
  ['ip', 'netns', 'exec', name, ...argv] as never

export function addNamespace(name: string): Namespace {
  sh([`ip netns add ${name}`, `ip -n ${name} link set lo up`])
  const started: ChildProcess[] = []
  return {
    name,
    setUp(...lines) {
      execFileSync('ip', ['netns', 'exec', name, '/bin/sh', '-ec', lines.join('\n')], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
    },
    run: ([program, ...args], options) => {
      const [ip, ...rest] = within(name, [program, ...args])
      return runProgram(ip, rest, options)
    },
    start(argv, env = {}) {
      const [ip, ...rest] = within(name, argv)
      const child = spawn(ip, rest, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
      child.stderr?.resume()
      started.push(child)
      return child
    },
    async remove() {
      for (const child of started) await ended(child)
      sh([`ip netns del ${name}`])
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 3000)
  await exit
  clearTimeout(late)
}

/** Whether namespaces joined by a bridge can be made here; why not, else undefined. */
export function whyNoNetworks(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root'
  const name = `fi-try-${process.pid}`
  try {
    sh([`ip netns add ${name}`])
    try {
      sh([`ip -n ${name} link add br0 type bridge`, `ip -n ${name} link add v0 type veth peer name v1`])
    } finally {
      sh([`ip netns del ${name}`])
    }
    return undefined
  } catch (error) {
    return `no network namespaces with bridges: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}
