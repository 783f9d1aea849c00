/** Two clocks: the one on the wall, which people set, and one that only ever runs. */
export interface Clock {
  /** Epoch milliseconds, by the wall. */
  now(): number
  /** Calls once, after so many milliseconds of the other; what comes back ends the waiting. */
  after(ms: number, run: () => void): () => void
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
