/** A source may hold several documents, one after the other: where each begins and ends, in the units that were written. */
export type Range = readonly [start: number, end: number]

const code = {
  lt: 0x3c,
  gt: 0x3e,
  bang: 0x21,
  query: 0x3f,
  slash: 0x2f,
  dash: 0x2d,
  bracket: 0x5b,
  close: 0x5d,
} as const
const quotes = new Set([0x22, 0x27])
const blank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)

export interface Splitter {
  /** Bytes or UTF-16, not both. */
  write(piece: Uint8Array | string): void
  /** Of all that was written. */
  ranges(): Range[]
}

/** The last one holds what comes behind. */
const mostDocuments = 1_000_000

/**
 * Documents in XML, as several tools print them to one stream: a new one begins with an XML declaration, which may stand
 * nowhere else (the one before may have been cut off), or with an element behind the end of the root. Looks at marks
 * only; whether each is well-formed is another's business. Bytes are those of an encoding in
 * which these marks are ASCII.
 */
export function xmlSplitter(): Splitter {
  type State = 'text' | 'open' | 'bang' | 'comment' | 'cdata' | 'instruction' | 'tag' | 'end'
  const starts = [0]
  let state: State = 'text'
  let at = 0
  /** Where the current mark-up began. */
  let since = 0
  let depth = 0
  let rootSeen = false
  let quote = 0
  let [before, last] = [0, 0]
  let target = ''

  const nextDocument = (): void => {
    if (rootSeen && starts.length < mostDocuments) starts.push(since)
    rootSeen = false
    depth = 0
  }
  const closed = (byte: number, mark: number, shortest: number): boolean =>
    byte === code.gt && last === mark && (before === mark || mark === code.query) && at - since >= shortest
  const opened = (byte: number): State => {
    if (byte === code.bang) return 'bang'
    if (byte === code.query) return 'instruction'
    if (byte === code.slash) return 'end'
    if (depth === 0) nextDocument()
    rootSeen = true
    return 'tag'
  }
  /** Mark-up begins; this mark may not stand inside a tag, so the one before was cut off. */
  const markUp = (): State => {
    since = at
    target = ''
    quote = 0
    return 'open'
  }
  const step = (byte: number): State => {
    switch (state) {
      case 'text':
        if (byte !== code.lt) return 'text'
        return markUp()
      case 'open':
        return opened(byte)
      case 'bang':
        return byte === code.dash ? 'comment' : byte === code.bracket ? 'cdata' : 'tag'
      case 'comment':
        return closed(byte, code.dash, 6) ? 'text' : 'comment'
      case 'cdata':
        return closed(byte, code.close, 11) ? 'text' : 'cdata'
      case 'instruction':
        if (at - since === 5 && target === 'xml' && blank(byte)) nextDocument()
        if (target.length < 4) target += String.fromCharCode(byte)
        return closed(byte, code.query, 3) ? 'text' : 'instruction'
      case 'end':
        if (byte === code.lt) return markUp()
        if (byte !== code.gt) return 'end'
        depth = Math.max(0, depth - 1)
        return 'text'
      case 'tag':
        if (byte === code.lt) return markUp()
        if (quote !== 0) quote = byte === quote ? 0 : quote
        else if (quotes.has(byte)) quote = byte
        else if (byte === code.gt) {
          if (last !== code.slash && rootSeen) depth++
          return 'text'
        }
        return 'tag'
    }
  }
  return {
    write(piece) {
      const begin = at
      const codeAt = typeof piece === 'string' ? (i: number) => piece.charCodeAt(i) : (i: number) => piece[i] ?? 0
      const nextMarkUp =
        typeof piece === 'string' ? (i: number) => piece.indexOf('<', i) : (i: number) => piece.indexOf(code.lt, i)
      while (at - begin < piece.length) {
        if (state === 'text') {
          const next = nextMarkUp(at - begin)
          at = next < 0 ? begin + piece.length : begin + next
          if (next < 0) break
        }
        const unit = codeAt(at - begin)
        state = step(unit)
        before = last
        last = unit
        at++
      }
    },
    ranges: () => starts.map((start, i) => [start, starts[i + 1] ?? at]),
  }
}

/** One document of several that follow each other, as netdiscovery prints them. */
export interface DocumentText {
  readonly text: string
  /** Line of the whole on which it begins, from 1. */
  readonly line: number
}

/** The documents of a text. One that is no XML at all is one document. */
export function splitDocuments(text: string): readonly DocumentText[] {
  const splitter = xmlSplitter()
  splitter.write(text)
  let line = 1
  return splitter.ranges().map(([from, to]) => {
    const document = { text: text.slice(from, to), line }
    for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) line++
    return document
  })
}
