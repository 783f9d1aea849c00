import { setTimeout as delay } from 'node:timers/promises'
import type { Exchange, Sender } from './exchange.ts'
import { pendingOf } from './pending.ts'

export interface AskOptions {
  readonly signal?: AbortSignal
  /** Waits while the server is pending. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
}

const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, signal === undefined ? {} : { signal })
}

/**
 * Sends a request and reads the answer. While the server is pending (202) it is asked again, at most 12 times.
 * Throws ProtocolError, and what the sender throws.
 */
export async function ask<T>(
  sender: Sender,
  { request, read }: Exchange<T>,
  { signal, sleep = pause }: AskOptions = {},
): Promise<T> {
  const more = signal === undefined ? {} : { signal }
  let answer = await sender.send({ ...request, ...more })
  for (let asked = 0; ; asked++) {
    const pending = await pendingOf(request, answer, asked)
    if (pending === undefined) return read(answer)
    await sleep(pending.seconds * 1000, signal)
    answer = await sender.send({ ...pending.request, ...more })
  }
}
