import { setTimeout as delay } from 'node:timers/promises'
import type { Sender } from './round.ts'
import { type Source, stateOf } from './sources.ts'

export interface Watched {
  /** All files that are there now. Throws where the directory cannot be read. */
  list(): Promise<readonly Source[]>
  readonly sender: Pick<Sender, 'run'>
  readonly intervalMs: number
  readonly signal: AbortSignal
  readonly log: { warning(message: string): void }
}

interface Seen {
  readonly state: string
  /** new: it may still be written. done: sent, or not worth another try until it changes. */
  step: 'new' | 'done' | 'failed'
}

const longestWait = 300_000

/**
 * Sends what appears in a directory until the signal ends it. A file counts once it is the same at two looks, so that one
 * that is being written is left alone. What could not be delivered is tried again, later each time.
 */
export async function watch({ list, sender, intervalMs, signal, log }: Watched): Promise<void> {
  const firstWait = 5 * intervalMs
  let seen = new Map<string, Seen>()
  let wait = firstWait
  let retryAt: number | undefined = 0
  let trouble = ''

  /** Files that are to be sent now. */
  async function look(due: boolean): Promise<Map<Source, Seen>> {
    const ready = new Map<Source, Seen>()
    const now = new Map<string, Seen>()
    for (const source of await list()) {
      const key = source.path?.toString('latin1') ?? ''
      const state = await stateOf(source)
      if (state === undefined) continue
      const before = seen.get(key)
      const one: Seen = before?.state === state ? before : { state, step: 'new' }
      now.set(key, one)
      if (one === before && (one.step === 'new' || (due && one.step === 'failed'))) ready.set(source, one)
    }
    seen = now
    return ready
  }

  while (!signal.aborted) {
    const began = performance.now()
    const due = retryAt !== undefined && began >= retryAt
    try {
      const ready = await look(due)
      if (ready.size > 0 || due) {
        const { ends, left } = await sender.run([...ready.keys()], due)
        for (const [source, one] of ready) one.step = ends.get(source) === 'undelivered' ? 'failed' : 'done'
        if (due) wait = left ? Math.min(wait * 2, Math.max(longestWait, firstWait)) : firstWait
        if (due || retryAt === undefined) retryAt = left ? performance.now() + wait : undefined
      }
      trouble = ''
    } catch (error) {
      // The directory may be away for a while, the disk of the spool full: said once, tried again.
      const message = error instanceof Error ? error.message : String(error)
      if (message !== trouble && !signal.aborted) log.warning(message)
      trouble = message
    }
    // A large directory is looked into less often.
    const pause = Math.max(intervalMs, 5 * (performance.now() - began))
    await delay(pause, undefined, { signal }).catch(() => undefined)
  }
}
