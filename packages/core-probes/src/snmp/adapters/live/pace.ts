/** Bounds of the first retransmission, in milliseconds: patient with slow agents, not idle where a datagram was lost. */
const least = 300
const first = 1000
const most = 5000

/** When to send again, from how long answers take (RFC 6298), within the total time of one question. */
export class Pace {
  #smoothed: number | undefined
  #fastest = Number.POSITIVE_INFINITY
  #variation = 0
  #wait: number

  /** `total`: milliseconds for one question with its retransmissions. */
  constructor(readonly total: number) {
    this.#wait = Math.min(first, total / 3)
  }

  /** Up to the first retransmission. */
  get retransmit(): number {
    return this.#wait
  }

  /** For a question that can be asked in a smaller form: three sends, and some time for the last of them. */
  get patience(): number {
    return Math.min(this.total / 2, this.#wait * 7)
  }

  /** An answer to a question that was sent once; one to several says nothing about the time (Karn's rule). */
  measured(took: number): void {
    this.#fastest = Math.min(this.#fastest, took)
    if (this.#smoothed === undefined) {
      this.#smoothed = took
      this.#variation = took / 2
    } else {
      this.#variation += (Math.abs(this.#smoothed - took) - this.#variation) / 4
      this.#smoothed += (took - this.#smoothed) / 8
    }
    this.#set(this.#smoothed + 4 * this.#variation)
  }

  /**
   * An answer after a retransmission. So soon `after` the last one that it must be to one before, as none ever took so little:
   * the device is slow. Else something was lost, and the time stays.
   */
  repeated(took: number, after: number): void {
    if (after < this.#fastest / 2) this.#set(Math.max(this.#wait, took))
  }

  #set(wait: number): void {
    this.#wait = Math.min(Math.max(wait, least), most, this.total / 3)
  }
}
