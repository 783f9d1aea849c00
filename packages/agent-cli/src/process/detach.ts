/** A daemon is a process of its own from the start: Node cannot fork. The one that starts it waits until it is ready. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { FatalError } from '@fusioninventory/cli-kit'

/** What the daemon gets, so that no list of processes ever shows it. */
export interface Order {
  readonly options: Readonly<Record<string, unknown>>
  readonly given: readonly string[]
  readonly cwd: string
}

type FromDaemon = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly message: string }

const bundled = (): readonly string[] => [fileURLToPath(new URL('daemon.js', import.meta.url))]

/** Number of the daemon's process, once it works. @throws FatalError with its own words where it does not */
export function startDetached(order: Order, signal: AbortSignal, program = bundled()): Promise<number> {
  const child = spawn(process.execPath, [...program], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
    cwd: '/',
  })
  return new Promise((resolve, reject) => {
    const fail = (message: string): void => reject(new FatalError(message))
    const stop = (): void => void child.kill('SIGTERM')
    signal.addEventListener('abort', stop, { once: true })
    child.on('error', (error) => fail(`the daemon cannot be started: ${error.message}`))
    child.on('exit', (code, by) => fail(`the daemon ended at its start (${by ?? code})`))
    child.on('message', (message: FromDaemon) => {
      if (message.kind === 'failed') return fail(message.message)
      signal.removeEventListener('abort', stop)
      child.disconnect()
      child.unref()
      return resolve(child.pid ?? 0)
    })
    child.send(order, () => undefined)
  })
}

/** The daemon's side: the order, as soon as it comes. */
export const orderOf = (): Promise<Order> =>
  new Promise((resolve) => {
    process.once('message', (order) => resolve(order as Order))
    // Nobody would know whether it began.
    process.once('disconnect', endUnready)
  })

const endUnready = (): never => process.exit(1)

/** Tells who started it how that went, and lets go of it. */
export function answer(message: FromDaemon): Promise<void> {
  process.off('disconnect', endUnready)
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve()
    process.send(message, undefined, undefined, () => {
      if (process.connected) process.disconnect()
      resolve()
    })
  })
}
