/**
 * Is it well-formed? The quick answer, in one pass over the bytes and without a string for each name and text: yes, or
 * unknown, which saxes then decides. A document of many megabytes passes in pieces: only the names of the open elements
 * and the mark-up that has not ended yet are kept. The bytes are those of whole UTF-8 characters.
 */

import { is, isBlank, isNoCharacter, nameEnd, plainEnd, startsName } from './chars.ts'
import { charsetOf } from './charset.ts'
import { nameBytes, openElements, passElements } from './elements.ts'
import { xmlLimits } from './limits.ts'
import { openPicks } from './pick.ts'
import {
  attributes,
  cdata,
  cdataStart,
  code,
  comment,
  declaration,
  instruction,
  literal,
  partial,
  reference,
  same,
  skipBlanks,
  spans,
  wrong,
} from './tokens.ts'

/** One of the documents that follow each other. */
export interface ScannedDocument {
  /** In bytes from the begin of the first. */
  readonly start: number
  readonly end: number
  /** Name of its root. */
  readonly root: string
  /** Text of the elements asked for, by path; of several the first. */
  readonly picked: ReadonlyMap<string, string>
}

export interface ByteScan {
  write(bytes: Uint8Array): void
  /** undefined: unknown. */
  end(): readonly ScannedDocument[] | undefined
}

const mostDocuments = 100_000

export function scanBytes(pick: readonly string[]): ByteScan {
  const documents: ScannedDocument[] = []
  const open = openElements()
  const { names, starts } = open
  const found = spans()
  let picks = openPicks(pick)
  let [run, base, start] = [0, 0, 0]
  let root = ''
  let closed = false
  /** Nothing stands before. */
  let fresh = true
  let unknown = false
  let carried = Buffer.alloc(0)

  function pass(bytes: Buffer): number {
    let at = base === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
    for (;;) {
      if (open.depth > 0 && open.depth >= picks.deepest && picks.depth < 0) {
        const before = at
        at = passElements(bytes, at, open, picks.deepest, run)
        if (at > before) {
          run = 0
          fresh = false
        }
      }
      const began = at
      at = open.depth > 0 ? text(bytes, at) : skipBlanks(bytes, at)
      if (at < 0) return wrong
      if (at > began) fresh = false
      run += at - began
      if (run > xmlLimits.text) return wrong
      if (at === bytes.length) return at
      // In text, what goes on in the next piece.
      if (bytes[at] !== code.lt) return open.depth > 0 ? at : wrong
      const end = markUp(bytes, at)
      if (end === partial) return at
      if (end === wrong || end - at > xmlLimits.text) return wrong
      fresh = false
      run = 0
      at = end
    }
  }

  /** The next `<`, or what is not there as a whole. */
  function text(bytes: Buffer, from: number): number {
    let at = plainEnd(bytes, from, is.text)
    for (; at < bytes.length; at = plainEnd(bytes, at, is.text)) {
      const byte = bytes[at] ?? 0
      if (byte === code.lt) break
      if (byte === code.amp) {
        const end = reference(bytes, at)
        if (end === wrong) return wrong
        if (end === partial) break
        at = end
      } else if (byte === code.close) {
        const end = literal(bytes, at, cdataEnd)
        if (end > 0) return wrong
        if (end === partial) break
        at++
      } else if (byte < 0x20 || isNoCharacter(bytes, at)) return wrong
      else at++
    }
    if (picks.depth === open.depth) {
      // A line end of two characters is one.
      if (at === bytes.length && bytes[at - 1] === code.return && at > from) at--
      picks.text(bytes, from, at, true)
    }
    return at
  }

  function markUp(bytes: Buffer, at: number): number {
    switch (bytes[at + 1]) {
      case undefined:
        return partial
      case code.slash:
        return closeTag(bytes, at)
      case code.bang:
        return bang(bytes, at)
      case code.query:
        return query(bytes, at)
      default:
        return startsName(bytes, at + 1) ? openTag(bytes, at) : wrong
    }
  }

  function openTag(bytes: Buffer, at: number): number {
    const nameStop = nameEnd(bytes, at + 1)
    let end = bytes[nameStop] === code.gt ? nameStop : attributes(bytes, nameStop, found)
    if (end < 0) return end
    const empty = bytes[end] === code.slash
    if (empty) {
      end++
      if (end >= bytes.length) return partial
      if (bytes[end] !== code.gt) return wrong
    }
    if (closed && !next(bytes, at)) return wrong
    const length = nameStop - at - 1
    if (open.depth === xmlLimits.depth || open.top + length > nameBytes) return wrong
    starts[open.depth++] = open.top
    for (let i = at + 1; i < nameStop; i++) names[open.top++] = bytes[i] ?? 0
    if (open.depth === 1) root = Buffer.from(names.subarray(0, open.top)).toString()
    if (open.depth <= picks.deepest) picks.open(names, starts, open.depth, open.top)
    if (empty) pop()
    return end + 1
  }

  function closeTag(bytes: Buffer, at: number): number {
    if (open.depth === 0) return wrong
    const from = starts[open.depth - 1] ?? 0
    const nameStop = at + 2 + open.top - from
    if (nameStop >= bytes.length) return partial
    if (!same(names, from, bytes, at + 2, open.top - from)) return wrong
    const end = isBlank(bytes[nameStop]) ? skipBlanks(bytes, nameStop) : nameStop
    if (end >= bytes.length) return partial
    if (bytes[end] !== code.gt) return wrong
    pop()
    return end + 1
  }

  function pop(): void {
    if (picks.depth === open.depth) picks.close()
    open.top = starts[--open.depth] ?? 0
    closed = open.depth === 0
  }

  function bang(bytes: Buffer, at: number): number {
    if (at + 3 >= bytes.length) return partial
    if (bytes[at + 2] === code.dash) return bytes[at + 3] === code.dash ? comment(bytes, at) : wrong
    const inner = literal(bytes, at, cdataStart)
    if (inner < 0) return inner
    if (open.depth === 0) return wrong
    const end = cdata(bytes, at)
    if (end > 0 && picks.depth === open.depth) picks.text(bytes, inner, end - 3, false)
    return end
  }

  function query(bytes: Buffer, at: number): number {
    const end = declaration(bytes, at)
    if (end < 0) return end
    if (end > 0) return (closed ? next(bytes, at) : fresh) ? end : wrong
    if (at + 2 >= bytes.length) return partial
    return startsName(bytes, at + 2) ? instruction(bytes, at, nameEnd(bytes, at + 2)) : wrong
  }

  /** Another document begins here. False where it may be in an encoding of its own. */
  function next(bytes: Buffer, at: number): boolean {
    if (documents.length === mostDocuments || charsetOf(bytes.subarray(at)) !== 'utf-8') return false
    finish(base + at)
    closed = false
    return true
  }
  function finish(end: number): void {
    documents.push({ start, end, root, picked: picks.found })
    picks = openPicks(pick)
    start = end
  }

  return {
    write(bytes) {
      if (unknown) return
      const buffer = carried.length > 0 ? Buffer.concat([carried, bytes]) : bufferOf(bytes)
      const used = pass(buffer)
      const rest = buffer.length - used
      unknown = used < 0 || rest > xmlLimits.text
      base += used
      carried = rest > 0 && !unknown ? Buffer.from(buffer.subarray(used)) : Buffer.alloc(0)
    },
    end() {
      if (unknown || carried.length > 0 || !closed) return undefined
      finish(base)
      return documents
    },
  }
}

const cdataEnd = Buffer.from(']]>')

/** All of one kind, so that the engine makes one machine code of it. */
const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
