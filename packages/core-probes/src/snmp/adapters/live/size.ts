/**
 * How much to ask for at once: less after what was too big or lost, more again after successes, but never again what
 * failed twice.
 */
export class Size {
  #now: number
  #failures = 0
  #successes = 0

  constructor(private most: number) {
    this.#now = most
  }

  get now(): number {
    return this.#now
  }

  succeeded(): void {
    if (this.#now >= this.most || ++this.#successes < 3) return
    this.#successes = 0
    this.#now = Math.min(this.most, this.#now * 2)
  }

  /** It does not fit: that will not change. */
  tooBig(used: number): void {
    this.most = this.#now = Math.max(1, Math.trunc(used / 2))
    this.#successes = 0
  }

  /** No answer, perhaps because it would have been too big for something on the way. */
  lost(used: number): void {
    this.#successes = 0
    this.#now = Math.max(1, Math.trunc(used / 4))
    if (++this.#failures >= 2) this.most = Math.max(this.#now, Math.trunc(used / 2))
  }
}
