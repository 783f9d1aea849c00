import type { Clock, Stop } from './clock.ts'

/** Lets so many packets a second go, in the order in which they were asked for. */
export interface RateLimit {
  readonly perSecond: number
  /** Resolves when `packets` more may be sent; true unless the search ended meanwhile, or they are no longer wanted. */
  take(packets?: number, settled?: Stop): Promise<boolean>
}

/** What may go at once after a pause, in milliseconds of the rate: timers are no finer. */
const burstMs = 20

/** A token bucket that is kept as the time at which it will be full again. */
export function rateLimit(perSecond: number, clock: Clock, stop: Stop): RateLimit {
  const each = 1000 / perSecond
  let next = Number.NEGATIVE_INFINITY
  return {
    perSecond,
    async take(packets = 1, settled = stop) {
      const now = clock.now()
      const at = Math.max(next, now - burstMs)
      next = at + packets * each
      if (at > now) await clock.sleep(at - now, stop, settled)
      return !stop.stopped && !settled.stopped
    },
  }
}
