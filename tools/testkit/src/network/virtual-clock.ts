interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** What may end a sleep early. */
interface Ending {
  readonly stopped: boolean
  listen(listener: () => void): () => void
}

/** Time that jumps to the next who waits as soon as nobody has anything else to do: a search of minutes takes none. */
export class VirtualClock {
  #now = 0
  #sleepers = new Set<Sleeper>()
  #running = false

  now(): number {
    return this.#now
  }

  sleep(ms: number, ...endings: readonly Ending[]): Promise<void> {
    if (endings.some(({ stopped }) => stopped)) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          this.#sleepers.delete(sleeper)
          for (const remove of removals) remove()
          resolve()
        },
      }
      this.#sleepers.add(sleeper)
      const removals = endings.map((ending) => ending.listen(sleeper.wake))
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
    while (this.#sleepers.size > 0) {
      // Twice, so that what just woke can go to sleep again, or do what needs no time.
      await new Promise(setImmediate)
      await new Promise(setImmediate)
      let next = Number.POSITIVE_INFINITY
      for (const { at } of this.#sleepers) next = Math.min(next, at)
      if (next === Number.POSITIVE_INFINITY) break
      this.#now = Math.max(this.#now, next)
      for (const sleeper of [...this.#sleepers]) if (sleeper.at <= this.#now) sleeper.wake()
    }
    this.#running = false
  }
}
