/**
 * Something that may end while many wait. An AbortSignal for thousands: its listeners are found by going through all of
 * them, and more than ten are warned of.
 */
export class Stop {
  #stopped = false
  readonly #listeners = new Set<() => void>()

  get stopped(): boolean {
    return this.#stopped
  }

  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    for (const listener of this.#listeners) listener()
    this.#listeners.clear()
  }

  /** Not called where it has ended already. Returns how to take the listener away. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ends when the signal does. */
  static by(signal: AbortSignal): Stop {
    const stop = new Stop()
    if (signal.aborted) stop.stop()
    else signal.addEventListener('abort', () => stop.stop(), { once: true })
    return stop
  }
}

/** Time as the search sees it: milliseconds of no particular epoch, never going back. */
export interface Clock {
  now(): number
  /** Resolves when the time has passed, or one of these ended. */
  sleep(ms: number, ...stops: readonly Stop[]): Promise<void>
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, ...stops) =>
    new Promise((resolve) => {
      if (stops.some(({ stopped }) => stopped)) return resolve()
      const end = (): void => {
        clearTimeout(timer)
        for (const remove of removals) remove()
        resolve()
      }
      // Not before what has come meanwhile is read: on a busy machine timers are late, and then run before sockets.
      const timer = setTimeout(() => setImmediate(end), ms)
      const removals = stops.map((stop) => stop.listen(end))
    }),
}
