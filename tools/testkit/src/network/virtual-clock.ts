interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Time that jumps to the next who waits as soon as nobody has anything else to do: a search of minutes takes none. */
export class VirtualClock {
  #now = 0
  #sleepers: Sleeper[] = []
  #running = false

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + Math.max(0, ms), wake: resolve }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper)
        resolve()
      })
      if (!this.#running) void this.#run()
    })
  }

  /** Runs something later, as a network does. */
  async after(ms: number, run: () => void): Promise<void> {
    await this.sleep(ms)
    run()
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#sleepers.length > 0) {
      // Twice, so that what just woke can go to sleep again, or do what needs no time.
      await new Promise(setImmediate)
      await new Promise(setImmediate)
      const next = Math.min(...this.#sleepers.map(({ at }) => at))
      if (next === Number.POSITIVE_INFINITY) break
      this.#now = Math.max(this.#now, next)
      const due = this.#sleepers.filter(({ at }) => at <= this.#now)
      this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now)
      for (const { wake } of due) wake()
    }
    this.#running = false
  }
}
