/**
 * The parts of mark-up. Each function is given where a part begins and tells where it ends; `partial` where the bytes
 * end before that, `wrong` where it is none.
 */
import { is, isBlank, isChar, isNoCharacter, nameEnd, plainEnd, startsName } from './chars.ts'

export const partial = -1
export const wrong = -2

export const code = {
  return: 0x0d,
  quote: 0x22,
  amp: 0x26,
  apostrophe: 0x27,
  dash: 0x2d,
  slash: 0x2f,
  semicolon: 0x3b,
  lt: 0x3c,
  equals: 0x3d,
  gt: 0x3e,
  query: 0x3f,
  bang: 0x21,
  open: 0x5b,
  close: 0x5d,
} as const

const entities = ['amp;', 'lt;', 'gt;', 'quot;', 'apos;'].map((text) => Buffer.from(text))

/** Behind this text; `wrong` where another stands. */
export function literal(bytes: Buffer, at: number, text: Buffer): number {
  for (let i = 0; i < text.length; i++) {
    if (at + i >= bytes.length) return partial
    if (bytes[at + i] !== text[i]) return wrong
  }
  return at + text.length
}

export const skipBlanks = (bytes: Buffer, from: number): number => {
  let at = from
  while (at < bytes.length && isBlank(bytes[at])) at++
  return at
}

/** `&amp;` or `&#65;`: the five entities, and characters that a document may hold. */
export function reference(bytes: Buffer, from: number): number {
  if (from + 1 >= bytes.length) return partial
  if (bytes[from + 1] === 0x23) return characterReference(bytes, from + 2)
  let found: number = wrong
  for (const entity of entities) {
    const end = literal(bytes, from + 1, entity)
    if (end > 0) return end
    if (end === partial) found = partial
  }
  return found
}

function characterReference(bytes: Buffer, from: number): number {
  const hex = bytes[from] === 0x78
  const first = hex ? from + 1 : from
  let value = 0
  for (let at = first; ; at++) {
    const byte = bytes[at]
    if (byte === undefined) return partial
    if (byte === code.semicolon) return at > first && isChar(value) ? at + 1 : wrong
    const lower = byte | 0x20
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : hex && lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
    if (digit < 0) return wrong
    value = Math.min(value * (hex ? 16 : 10) + digit, 0x110000)
  }
}

/** The value of an attribute, from its quote on. */
function quoted(bytes: Buffer, from: number): number {
  const quote = bytes[from]
  for (let at = plainEnd(bytes, from + 1, is.value); at < bytes.length; at = plainEnd(bytes, at, is.value)) {
    const byte = bytes[at] ?? 0
    if (byte === quote) return at + 1
    if (byte === code.amp) {
      const end = reference(bytes, at)
      if (end < 0) return end
      at = end
    } else if (byte < 0x20 || byte === code.lt || isNoCharacter(bytes, at)) return wrong
    else at++
  }
  return partial
}

/** A comment, from its `<!--` on. */
export const comment = (bytes: Buffer, from: number): number => {
  const end = until(bytes, from + 4, (at) => bytes[at] === code.dash && bytes[at + 1] === code.dash)
  if (end < 0) return end
  return end + 2 >= bytes.length ? partial : bytes[end + 2] === code.gt ? end + 3 : wrong
}

export const cdataStart: Buffer = Buffer.from('<![CDATA[')

/** A CDATA section, from its `<![CDATA[` on. */
export const cdata = (bytes: Buffer, from: number): number => {
  const isEnd = (at: number): boolean =>
    bytes[at] === code.close && bytes[at + 1] === code.close && bytes[at + 2] === code.gt
  const end = until(bytes, from + cdataStart.length, isEnd)
  return end < 0 ? end : end + 3
}

/** The next place of this kind, if all before it is characters. */
function until(bytes: Buffer, from: number, isEnd: (at: number) => boolean): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x20 ? !isBlank(byte) : isNoCharacter(bytes, at)) return wrong
    if (isEnd(at)) return at
  }
  return partial
}

/** A processing instruction, from its `<?` on, whose target ends here. `xml` is no target, however it is written. */
export function instruction(bytes: Buffer, from: number, targetEnd: number): number {
  if (targetEnd >= bytes.length) return partial
  if (bytes[targetEnd] !== code.query && !isBlank(bytes[targetEnd])) return wrong
  const target = targetEnd - from - 2 === 3 ? bytes.toString('latin1', from + 2, targetEnd) : ''
  if (target.toLowerCase() === 'xml') return wrong
  const end = until(bytes, targetEnd, (at) => bytes[at] === code.query && bytes[at + 1] === code.gt)
  return end < 0 ? end : end + 2
}

const xmlTarget = Buffer.from('<?xml')
const version = /^1\.0$/
const declared: readonly (readonly [name: string, value: RegExp])[] = [
  ['version', version],
  ['encoding', /^[A-Za-z][A-Za-z0-9._-]*$/],
  ['standalone', /^(?:yes|no)$/],
]
/** Longer ones are left to others. */
const longestDeclaration = 1024

/** An XML declaration, `wrong` also where a version other than 1.0 is declared, `0` where none begins here. */
export function declaration(bytes: Buffer, from: number): number {
  const target = literal(bytes, from, xmlTarget)
  if (target < 0) return target === partial ? partial : 0
  if (target >= bytes.length) return partial
  if (!isBlank(bytes[target])) return bytes[target] === code.query ? wrong : 0
  const text = bytes.toString('latin1', from, from + longestDeclaration)
  const end = text.indexOf('?', 5)
  if (end < 0) return text.length < longestDeclaration ? partial : wrong
  if (end + 1 >= text.length) return partial
  if (text[end + 1] !== '>') return wrong
  let rest = text.slice(5, end)
  let next = 0
  for (;;) {
    const pair = /^[\t\n\r ]+([a-z]+)[\t\n\r ]*=[\t\n\r ]*(?:"([^"]*)"|'([^']*)')/.exec(rest)
    if (!pair) break
    const [all, name = '', double, single] = pair
    const index = declared.findIndex(([one]) => one === name)
    if (index < next || (next === 0 && index !== 0) || !declared[index]?.[1].test(double ?? single ?? '')) return wrong
    next = index + 1
    rest = rest.slice(all.length)
  }
  return next > 0 && /^[\t\n\r ]*$/.test(rest) ? from + end + 2 : wrong
}

/** The attributes of a tag, from the end of its name on; behind its last one, before `>` or `/>`. */
export function attributes(bytes: Buffer, from: number, found: Spans): number {
  found.count = 0
  let at = from
  for (;;) {
    if (at >= bytes.length) return partial
    const byte = bytes[at]
    if (byte === code.gt || byte === code.slash) return at
    if (!isBlank(byte)) return wrong
    const start = skipBlanks(bytes, at)
    if (start >= bytes.length) return partial
    if (bytes[start] === code.gt || bytes[start] === code.slash) return start
    if (!startsName(bytes, start)) return wrong
    const end = nameEnd(bytes, start)
    const equals = skipBlanks(bytes, end)
    if (equals >= bytes.length) return partial
    if (bytes[equals] !== code.equals || !add(found, bytes, start, end)) return wrong
    const value = skipBlanks(bytes, equals + 1)
    if (value >= bytes.length) return partial
    if (bytes[value] !== code.quote && bytes[value] !== code.apostrophe) return wrong
    at = quoted(bytes, value)
    if (at < 0) return at
  }
}

/** Where the names of the attributes of one tag stand. More than it can hold are left to others. */
export interface Spans {
  readonly starts: Int32Array
  readonly ends: Int32Array
  count: number
}
const mostAttributes = 64
export const spans = (): Spans => ({
  starts: new Int32Array(mostAttributes),
  ends: new Int32Array(mostAttributes),
  count: 0,
})

/** False where that name was there before. */
function add(found: Spans, bytes: Buffer, start: number, end: number): boolean {
  if (found.count === mostAttributes) return false
  for (let i = 0; i < found.count; i++) {
    const before = found.starts[i] ?? 0
    if ((found.ends[i] ?? 0) - before === end - start && same(bytes, before, bytes, start, end - start)) return false
  }
  found.starts[found.count] = start
  found.ends[found.count++] = end
  return true
}

/** These bytes are equal. */
export function same(a: Buffer, aFrom: number, b: Buffer, bFrom: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aFrom + i] !== b[bFrom + i]) return false
  return true
}
