import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Each bin under packages/. */
const files = {
  inventory: 'inventory-cli/dist/bin.js',
  injector: 'injector-cli/dist/bin.js',
  netdiscovery: 'netdiscovery-cli/dist/bin.js',
  netinventory: 'netinventory-cli/dist/bin.js',
  agent: 'agent-cli/dist/bin.js',
  wakeonlan: 'agent-cli/dist/wakeonlan.js',
  remoteinventory: 'agent-cli/dist/remoteinventory.js',
  protocol: 'protocol/dist/bin.js',
  probe: 'core-probes/dist/bin.js',
} as const
export type BinName = keyof typeof files
export const binNames = Object.keys(files) as BinName[]

/** The built bin, an absolute path. */
export const binPath = (name: BinName): string =>
  fileURLToPath(new URL(`../../../packages/${files[name]}`, import.meta.url))

export interface RunOptions {
  /** Bytes for standard input, then its end. Default: none. `open`: a pipe on which nothing ever comes. */
  readonly stdin?: string | Uint8Array | { readonly file: string } | 'open'
  /** Standard output goes to this file or device instead of being kept. */
  readonly stdoutTo?: string
  /** Added to a bare environment (PATH, HOME, LANG). */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Runs as this user (and the group of the same number); only root can ask for it. */
  readonly uid?: number
  /** After it the process group is killed. Default 30,000. */
  readonly timeoutMs?: number
  /** The reader goes away after so many bytes of standard output. */
  readonly closeStdoutAfter?: number
}

export interface RunResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: Buffer
  readonly stderr: string
  /** It was killed because its time was over. */
  readonly timedOut: boolean
  /** Something that it had started was still there when it ended. */
  readonly leftBehind: boolean
  /** Highest resident size seen, in KiB; only where /proc tells it. */
  readonly peakKiB: number
}

const bareEnv = (): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: process.env.HOME ?? '/',
  LANG: 'C.UTF-8',
})

/** Runs a built bin with this Node. Nothing of its process group outlives the call. */
export const runBin = (name: BinName, args: readonly string[] = [], options: RunOptions = {}): Promise<RunResult> =>
  runProgram(process.execPath, [binPath(name), ...args], options)

/**
 * Runs a line of `sh`, for real pipes between the tools. The line finds them as $NODE and, for each bin, the
 * absolute path in $INVENTORY, $INJECTOR and so on; other words belong into `env`, quoted in the line.
 */
export const runShell = (line: string, options: RunOptions = {}): Promise<RunResult> =>
  runProgram('/bin/sh', ['-c', line], {
    ...options,
    env: {
      NODE: process.execPath,
      ...Object.fromEntries(binNames.map((name) => [name.toUpperCase(), binPath(name)])),
      ...options.env,
    },
  })

export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const files: number[] = []
  const fd = (path: string, flags: string): number => {
    const opened = openSync(path, flags)
    files.push(opened)
    return opened
  }
  const { stdin } = options
  const input =
    stdin === undefined ? 'ignore' : typeof stdin === 'object' && 'file' in stdin ? fd(stdin.file, 'r') : 'pipe'
  const child = spawn(program, args, {
    stdio: [input, options.stdoutTo === undefined ? 'pipe' : fd(options.stdoutTo, 'w'), 'pipe'],
    env: { ...bareEnv(), ...options.env },
    detached: process.platform !== 'win32',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  for (const opened of files) closeSync(opened)
  if (stdin !== undefined && stdin !== 'open' && input === 'pipe') {
    child.stdin?.on('error', () => {})
    child.stdin?.end(stdin)
  }
  return collect(child, options)
}

function collect(child: ChildProcess, options: RunOptions): Promise<RunResult> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  let received = 0
  let timedOut = false
  let peakKiB = 0
  let leftBehind = false
  child.stdout?.on('data', (chunk: Buffer) => {
    received += chunk.length
    out.push(chunk)
    if (options.closeStdoutAfter !== undefined && received >= options.closeStdoutAfter) child.stdout?.destroy()
  })
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  const timer = setTimeout(() => {
    timedOut = true
    killGroup(child)
    // Who waits for a dead file system cannot be killed: its end is not waited for.
    setTimeout(() => {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
      child.unref()
      if (child.exitCode === null && child.signalCode === null) child.emit('close', null, 'SIGKILL')
    }, 1000).unref()
  }, options.timeoutMs ?? 30_000)
  const sampler = setInterval(() => {
    peakKiB = Math.max(peakKiB, highWater(child.pid))
  }, 40)
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer)
      clearInterval(sampler)
      killGroup(child)
    }
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('exit', () => {
      clearInterval(sampler)
      leftBehind = killGroup(child)
    })
    child.on('close', (code, signal) => {
      done()
      resolve({
        code,
        signal,
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString(),
        timedOut,
        leftBehind,
        peakKiB,
      })
    })
  })
}

/** Ends the whole group; true where anything of it was left. */
function killGroup(child: ChildProcess): boolean {
  if (child.pid === undefined) return false
  try {
    return process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    return false
  }
}

function highWater(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
