/**
 * How much to ask for at once: less after what was too big or lost, more again after successes, as one long value may be
 * the reason; but no longer so much where it was too much again and again.
 */
export class Size {
  #now: number
  #most: number
  #failures = 0
  /** In turn. */
  #successes = 0

  constructor(most: number) {
    this.#now = this.#most = most
  }

  get now(): number {
    return this.#now
  }

  /** To be tried with little. */
  reset(size: number): void {
    this.#now = Math.min(size, this.#most)
  }

  succeeded(): void {
    this.#successes++
    if (this.#successes % successes === 0) this.#now = Math.min(this.#most, this.#now * 2)
  }

  /** The answer would not fit. */
  tooBig(used: number): void {
    this.#failed(used)
    this.#now = Math.max(1, Math.trunc(used / 2))
  }

  /** No answer, perhaps because it is too big for something on the way: a quarter, as each try takes time. */
  lost(used: number): void {
    this.#failed(used)
    this.#now = Math.max(1, Math.trunc(used / 4))
  }

  #failed(used: number): void {
    // One that follows another is the same still.
    if (this.#successes > 0 && ++this.#failures >= failures) this.#most = Math.max(1, Math.trunc(used / 2))
    this.#successes = 0
  }
}

/** Successes in turn before more is asked for, and failures after successes before it is left. */
const successes = 3
const failures = 3
