/** All that a remote machine has told so far, and what follows from it without another question. */
import type { Buffer } from 'node:buffer'
import { pathPattern } from '../../declared.ts'
import { absent, type Entry, type Reading } from '../../port.ts'
import { decodeText } from '../../text.ts'
import { fileOf, linkOf, listOf, rangeOf, statFsOf, statsOf } from './answers.ts'
import type { Frame } from './frames.ts'
import { MAX_AHEAD } from './prelude.ts'
import type { StatGroups } from './script.ts'

type Op = 'f' | 'd' | 'l' | 's' | 'n' | 'm'

interface Range {
  readonly from: number
  readonly limit: number
  readonly reading: Reading<Buffer>
}

const EINVAL: Reading<never> = { state: 'failed', detail: 'EINVAL' }
const EISDIR: Reading<never> = { state: 'failed', detail: 'EISDIR' }

/** What questions that were asked ahead are known as. */
const ALIAS: Readonly<Record<string, string>> = { p: 'f', q: 'd' }

export class Knowledge {
  readonly #readings = new Map<string, Reading<unknown>>()
  readonly #ranges = new Map<string, Range[]>()
  readonly #names = new Map<string, ReadonlyMap<string, Entry>>()
  /** Wild cards that were fetched whole: what is not among the answers is not there. */
  readonly #complete: { readonly op: string; readonly pattern: RegExp }[] = []

  /** Takes an answer about files; false where it is about something else. */
  take(frame: Frame, groups: StatGroups): boolean {
    const { op, subject } = frame
    if (op === 'f') this.#keep('f', subject, fileOf(frame))
    // Cut short: whoever needs it asks again.
    else if (op === 'p') frame.content.length > MAX_AHEAD || this.#keep('f', subject, fileOf(frame))
    else if (op === 'l') this.#keep('l', subject, linkOf(frame))
    else if (op === 'll') this.#takeLinks(subject, frame)
    else if (op === 'm') this.#keep('m', subject, statFsOf(frame))
    else if (op === 's' || op === 'n') this.#keep(op, subject, { state: 'timeout' })
    else if (op === 'ss' || op === 'nn')
      for (const [path, reading] of statsOf(frame, groups.get(subject) ?? []))
        if (!this.#readings.has(`${op[0]} ${path}`)) this.#keep(op === 'ss' ? 's' : 'n', path, reading)
        else continue
    else if (op === 'd') this.#takeList(subject, listOf(frame))
    else if (op === 'b') this.#takeRange(frame)
    else if (op === 'g')
      frame.state === 'more' ||
        this.#complete.push({ op: ALIAS[frame.state] ?? frame.state, pattern: pathPattern(subject, false) })
    else return false
    return true
  }

  #keep(op: Op, path: string, reading: Reading<unknown>): void {
    this.#readings.set(`${op} ${path}`, reading)
  }

  #takeList(dir: string, reading: Reading<readonly Entry[]>): void {
    this.#keep('d', dir, reading)
    if (reading.state === 'ok') this.#names.set(dir, new Map(reading.value.map((entry) => [entry.name, entry])))
  }

  /** Targets of all links in a listed directory, in the order of their names; unless one has a line feed. */
  #takeLinks(dir: string, { state, content }: Frame): void {
    const links = [...(this.#names.get(dir)?.values() ?? [])].filter(
      ({ type, name }) => type === 'l' && name[0] !== '.',
    )
    const targets = decodeText(content).split('\n')
    if (state !== '0' || targets.length !== links.length + 1) return
    for (const [at, { name }] of links.entries()) this.#keep('l', `${dir}/${name}`, { state: 'ok', value: targets[at] })
  }

  #takeRange(frame: Frame): void {
    const [from = '', limit = ''] = frame.subject.split(' ', 2)
    const path = frame.subject.slice(from.length + limit.length + 2)
    const range = { from: Number(from), limit: Number(limit) }
    const reading = rangeOf(frame, range.from, range.limit)
    this.#ranges.set(path, [...(this.#ranges.get(path) ?? []), { ...range, reading }])
  }

  /** Names in a directory, where it was listed. */
  names(dir: string): readonly string[] | undefined {
    const entries = this.#names.get(dir)
    return entries && [...entries.keys()]
  }

  find<T>(op: Op, path: string): Reading<T> | undefined {
    const exact = this.#readings.get(`${op} ${path}`)
    return (exact as Reading<T> | undefined) ?? this.#implied(op, path)
  }

  /** Bytes from `from` on, from the whole file or from a range that holds them. */
  range(path: string, from: number, limit: number): Reading<Uint8Array> | undefined {
    const whole = this.find<Buffer>('f', path)
    if (whole?.state === 'ok') return { state: 'ok', value: whole.value.subarray(from, from + limit) }
    if (whole?.state === 'absent' || whole?.state === 'denied' || whole?.state === 'timeout') return whole
    for (const known of this.#ranges.get(path) ?? []) {
      if (known.from > from) continue
      const { reading } = known
      if (reading.state !== 'ok') return reading
      const isEnd = reading.value.length < known.limit
      const start = from - known.from
      if (isEnd || start + limit <= known.limit)
        return { state: 'ok', value: reading.value.subarray(start, start + limit) }
    }
    return undefined
  }

  #implied(op: Op, path: string): Reading<never> | undefined {
    if (op === 'm') return undefined
    if ((op === 's' || op === 'd') && this.#readings.get(`f ${path}`)?.state === 'absent') return absent
    for (
      let end = path.lastIndexOf('/'), child = path;
      end >= 0;
      end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)
    ) {
      const parent = path.slice(0, end) || '/'
      if (this.#readings.get(`d ${parent}`)?.state === 'absent' && parent !== '/') return absent
      const entries = this.#names.get(parent)
      if (entries) {
        const entry = entries.get(child.slice(end + 1))
        if (!entry) return absent
        if (child !== path) {
          if (entry.type === 'f' || entry.type === 'o') return absent
        } else if (op === 'f' && entry.type === 'd') return EISDIR
        else if (op === 'f' && entry.type === 'o') return EINVAL
        else if (op === 'd' && (entry.type === 'f' || entry.type === 'o')) return absent
        else if (op === 'l' && entry.type !== 'l') return EINVAL
      }
      child = parent
      if (end === 0) break
    }
    return this.#complete.some((one) => one.op === op && one.pattern.test(path)) ? absent : undefined
  }
}
