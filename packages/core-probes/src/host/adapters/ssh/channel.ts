/** One ssh process with one remote shell: scripts go in, frames come out. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { connectionError, RemoteError } from './errors.ts'
import { type Frame, FrameReader } from './frames.ts'
import { prelude } from './prelude.ts'
import { scriptBytes } from './quote.ts'
import { type SshTarget, sshArguments, targetName } from './target.ts'

/** Waiting for one frame; all of a session. A machine that sends more is not believed. */
const MAX_FRAME = 32 * 1024 * 1024
const MAX_SESSION = 512 * 1024 * 1024
const MAX_STDERR = 16 * 1024

export interface ChannelOptions {
  readonly target: SshTarget
  /** Path of ssh(1). */
  readonly program: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Configuration of ssh(1) instead of the user's own. */
  readonly config?: string
  readonly sudo: boolean
  /** Until the remote shell answers; and for one round of questions, in milliseconds. */
  readonly loginMs: number
  readonly roundMs: number
  readonly signal?: AbortSignal
}

export interface Channel {
  /** Sends lines and gives each frame up to `end`. Rejects with a RemoteError; then the channel is over. */
  round(script: string, onFrame: (frame: Frame) => void): Promise<void>
  readonly received: number
  close(): void
}

/** Starts to connect; the first round waits for it. */
export function openChannel(options: ChannelOptions): Channel {
  const { target, program, env, config, sudo, signal } = options
  const name = targetName(target)
  const nonce = randomBytes(16).toString('hex')
  const frames = new FrameReader(nonce)
  // `exec sh` means the same to every login shell that is one: sh, csh, fish and their kin.
  const child = spawn(program, sshArguments(target, sudo ? 'exec sudo -n sh' : 'exec sh', config), {
    env: { ...env, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stderr = ''
  let noise = ''
  let received = 0
  let greeted = false
  let failure: RemoteError | undefined
  let current: { onFrame(frame: Frame): void; done(): void; fail(error: RemoteError): void } | undefined
  let timer: NodeJS.Timeout | undefined

  const end = (error: RemoteError): void => {
    if (failure) return
    failure = error
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    letGo(child)
    current?.fail(error)
    current = undefined
  }
  const stop = (): void => end(new RemoteError(`${name}: stopped`))
  const within = (ms: number, message: string): void => {
    clearTimeout(timer)
    timer = setTimeout(() => end(new RemoteError(`${name}: ${message} within ${Math.round(ms / 1000)} s`)), ms)
  }
  const lost = (code: number | undefined): void => {
    const before = connectionError(target, code, stderr, noise)
    end(greeted ? new RemoteError(`${name}: the connection was lost`) : before)
  }
  const take = (frame: Frame): void => {
    if (!greeted && frame.op !== 'hello') return
    if (frame.op === 'hello') {
      greeted = true
      within(options.roundMs, 'no complete answer')
    } else if (frame.op === 'end') {
      clearTimeout(timer)
      const done = current
      current = undefined
      done?.done()
    } else current?.onFrame(frame)
  }

  child.stdout.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (!greeted && noise.length < MAX_STDERR) noise += chunk.toString('latin1')
    for (const frame of frames.push(chunk)) take(frame)
    if (frames.waiting > MAX_FRAME || received > MAX_SESSION)
      end(new RemoteError(`${name}: it sends more than any machine has to tell`))
  })
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < MAX_STDERR) stderr += chunk.toString('latin1')
  })
  child.stdin.on('error', () => {})
  child.on('error', (error) => end(new RemoteError(`${name}: ssh cannot be run: ${error.message}`)))
  // What ssh said may still be in the pipe when it has ended.
  child.on('exit', (code) => setTimeout(() => lost(code ?? undefined), 50))
  child.on('close', (code) => lost(code ?? undefined))
  if (signal?.aborted) stop()
  else signal?.addEventListener('abort', stop)

  within(options.loginMs, 'connected perhaps, but no answer of a shell')
  child.stdin.write(scriptBytes(prelude(nonce)))
  return {
    get received() {
      return received
    },
    round: (script, onFrame) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        current = { onFrame, done: resolve, fail: reject }
        if (greeted) within(options.roundMs, 'no complete answer')
        child.stdin.write(scriptBytes(script))
      }),
    close: () => end(new RemoteError(`${name}: closed`)),
  }
}

/** ssh ends when its input does; one that does not is killed. */
function letGo(child: ChildProcess): void {
  child.stdin?.end()
  child.stdout?.destroy()
  child.stderr?.destroy()
  const kill = setTimeout(() => child.kill('SIGKILL'), 1000)
  kill.unref()
  child.kill('SIGTERM')
  child.unref()
}
