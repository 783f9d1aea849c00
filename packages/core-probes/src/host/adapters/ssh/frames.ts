/** The answers of the remote script: bytes, then a line with a number that nobody there could know beforehand. */
import { Buffer } from 'node:buffer'
import { decodeText } from '../../text.ts'

/** One answer: what was asked (operation and subject), how that ended, and the bytes. */
export interface Frame {
  readonly op: string
  /** Exit code, or a word. */
  readonly state: string
  readonly subject: string
  readonly content: Buffer
}

/** Cuts the stream into frames, in linear time. */
export class FrameReader {
  readonly #start: Buffer
  readonly #end: Buffer
  #buffer = Buffer.alloc(65_536)
  #length = 0
  /** Where the search for the next marker goes on. */
  #seen = 0

  constructor(nonce: string) {
    this.#start = Buffer.from(`\n${nonce} `)
    this.#end = Buffer.from(`/${nonce}\n`)
  }

  /** Bytes that wait for the end of their frame. */
  get waiting(): number {
    return this.#length
  }

  push(chunk: Uint8Array): readonly Frame[] {
    this.#append(chunk)
    const frames: Frame[] = []
    let from = 0
    for (;;) {
      const data = this.#buffer.subarray(0, this.#length)
      const start = data.indexOf(this.#start, Math.max(from, this.#seen))
      if (start < 0) {
        this.#seen = Math.max(from, this.#length - this.#start.length + 1)
        break
      }
      this.#seen = start
      const head = start + this.#start.length
      const end = data.indexOf(this.#end, head)
      if (end < 0) break
      const line = decodeText(data.subarray(head, end))
      const [op = '', state = ''] = line.split(' ', 2)
      const subject = line.slice(op.length + state.length + 2)
      frames.push({ op, state, subject, content: Buffer.from(data.subarray(from, start)) })
      from = end + this.#end.length
      this.#seen = from
    }
    if (from > 0) {
      this.#buffer.copyWithin(0, from, this.#length)
      this.#length -= from
      this.#seen -= from
    }
    return frames
  }

  #append(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#buffer.length, this.#length + chunk.length))
      this.#buffer.copy(larger, 0, 0, this.#length)
      this.#buffer = larger
    }
    this.#buffer.set(chunk, this.#length)
    this.#length += chunk.length
  }
}
