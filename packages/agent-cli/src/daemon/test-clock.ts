import type { Clock } from './clock.ts'

/** A clock for tests: time passes when it is told to, and the wall may say what it likes. */
export interface TestClock extends Clock {
  /** Timers that wait. */
  readonly pending: number
  /** How often one was due. */
  readonly woken: number
  /** Lets so many milliseconds pass; after each timer, all that it started has its turn. */
  pass(ms: number): Promise<void>
  /** Somebody sets the clock on the wall. */
  set(byMs: number): void
}

/** All promises that can go on have gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function testClock(start: number): TestClock {
  let ran = 0
  let wall = start
  let woken = 0
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    get pending() {
      return timers.size
    },
    get woken() {
      return woken
    },
    now: () => wall + ran,
    after(ms, run) {
      const timer = { at: ran + Math.max(ms, 1), run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async pass(ms) {
      const end = ran + ms
      await settled()
      for (;;) {
        const next = [...timers].reduce<{ at: number; run: () => void } | undefined>(
          (first, one) => (first === undefined || one.at < first.at ? one : first),
          undefined,
        )
        if (next === undefined || next.at > end) break
        ran = next.at
        timers.delete(next)
        woken++
        next.run()
        await settled()
      }
      ran = end
    },
    set(byMs) {
      wall += byMs
    },
  }
}
