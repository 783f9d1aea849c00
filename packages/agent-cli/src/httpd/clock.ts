/** Time, as the web server needs it: a test has one of its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls once; what comes back calls it off. Keeps no process alive. */
  after(ms: number, run: () => void): () => void
}

export const clockOf = (now: () => number): Clock => ({
  now,
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
})
