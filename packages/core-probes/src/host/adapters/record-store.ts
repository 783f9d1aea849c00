/** What a recording holds so far. Each reading is made once: whoever asks again gets the first answer, as in replay. */
import { type Attributes, type Kind, keyOf, type Section } from '../capture/model.ts'
import type { Output, Reading } from '../port.ts'
import { byteLength } from '../text.ts'
import { MAX_CAPTURE } from './limits.ts'

/** How a value is written: its content, and attributes that are not part of the key. */
export interface Written {
  readonly content: string
  readonly attributes?: Attributes
}

export interface Call<T> {
  readonly kind: Kind
  readonly subject: readonly string[]
  readonly attributes?: Attributes
  /** Tells readings apart that share a section. */
  readonly variant?: string
  ask(): Promise<Reading<T>>
  write(value: T): Written
  /** Above it, in bytes, the reading fails. */
  readonly limit?: number
}

const TOO_BIG = { state: 'failed', detail: 'E2BIG' } as const
const ERRNO = /^[A-Z][A-Z0-9_]*$/

export class RecordStore {
  readonly #readings = new Map<string, Promise<Reading<unknown>>>()
  readonly #sections = new Map<string, Section>()
  #size = 0

  /** The first answer to this call; it is kept. */
  keep<T>(call: Call<T>): Promise<Reading<T>> {
    const key = `${keyOf({ attributes: {}, ...call })}\0${call.variant ?? ''}`
    let reading = this.#readings.get(key) as Promise<Reading<T>> | undefined
    if (!reading) {
      reading = call.ask().then((answer) => this.#settle(call, answer))
      this.#readings.set(key, reading)
    }
    return reading
  }

  #settle<T>(call: Call<T>, answer: Reading<T>): Reading<T> {
    if (answer.state !== 'ok') return this.#fail(call, answer)
    const { content, attributes = {} } = call.write(answer.value)
    const size = byteLength(content)
    if (size > (call.limit ?? MAX_CAPTURE) || this.#size + size > MAX_CAPTURE) return this.#fail(call, TOO_BIG)
    this.#size += size
    this.#put({
      kind: call.kind,
      subject: call.subject,
      attributes: { ...call.attributes, ...attributes },
      state: 'ok',
      content,
    })
    return answer
  }

  /** Only what the format can tell of a failure reaches the caller. */
  #fail<T>(call: Call<T>, { state, detail, partial }: Exclude<Reading<T>, { state: 'ok' }>): Reading<T> {
    const base = { kind: call.kind, subject: call.subject, attributes: call.attributes ?? {} }
    if (state === 'failed') {
      const errno = ERRNO.test(detail ?? '') ? (detail ?? 'EIO') : 'EIO'
      this.#put({ ...base, state, detail: errno, content: '' })
      return { state, detail: errno }
    }
    const sofar: Output | undefined = call.kind === 'command' && state === 'timeout' ? partial : undefined
    this.#put({ ...base, state, content: sofar?.stdout ?? '' })
    return call.kind === 'command' && state === 'timeout'
      ? { state, partial: { stdout: sofar?.stdout ?? '', code: 0 } }
      : { state }
  }

  /** Of readings that share a section the longest is written: it answers the others. */
  #put(section: Section): void {
    const key = keyOf(section)
    const known = this.#sections.get(key)
    if (!known || (section.state === 'ok' && (known.state !== 'ok' || section.content.length > known.content.length)))
      this.#sections.set(key, section)
  }

  sections(): readonly Section[] {
    return [...this.#sections.values()]
  }
}
