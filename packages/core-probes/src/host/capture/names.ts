/** How paths, names and command words are written in one line of a capture. */
import { canonicalText, encodeText } from '../text.ts'
import { CaptureError } from './error.ts'

const UNSAFE_NAME = /[\0-\x1f\x7f-\x9f]|[\ud800-\udfff]|^["\s]|\s$|^$/u
const ALIEN_SURROGATE = /[\ud800-\udc7f\udd00-\udfff]/u

/** JSON string with only printable characters in it. */
export const quoteJson = (text: string): string =>
  JSON.stringify(text).replace(/[\x7f-\x9f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)

/** A lossless text from its JSON string. */
export function parseJsonText(json: string): string {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new CaptureError(`not a JSON string: ${shorten(json)}`)
  }
  if (typeof value !== 'string') throw new CaptureError(`not a JSON string: ${shorten(json)}`)
  if (ALIEN_SURROGATE.test(value)) throw new CaptureError(`a surrogate that stands for no byte: ${shorten(json)}`)
  return canonicalText(value)
}

export const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text)

/** A path or name: plain, or a JSON string where the plain form would not survive a line of text. */
export const quoteName = (name: string): string => (UNSAFE_NAME.test(name) ? quoteJson(name) : name)

export function parseName(text: string): string {
  if (text === '') throw new CaptureError('a name is missing')
  const name = text.startsWith('"') ? parseJsonText(text) : text
  if (name === '' || name.includes('\0')) throw new CaptureError('a name is empty or has a NUL')
  return name
}

const SAFE_WORD = /^[\w@%+=:,./-]+$/
const CONTROL_WORD = /[\0-\x1f\x7f-\x9f]|[\ud800-\udfff]/u

/** Words as a POSIX shell would read them back, `$'..'` where there are control characters or bytes that are no text. */
export const quoteWords = (words: readonly string[]): string => words.map(quoteWord).join(' ')

function quoteWord(word: string): string {
  if (SAFE_WORD.test(word)) return word
  if (!CONTROL_WORD.test(word)) return `'${word.replaceAll("'", "'\\''")}'`
  let quoted = ''
  for (const char of word) {
    const code = char.codePointAt(0) ?? 0
    const name = NAMED_ESCAPES[char]
    if (name !== undefined) quoted += `\\${name}`
    else if (CONTROL_WORD.test(char))
      for (const byte of encodeText(char)) quoted += `\\x${byte.toString(16).padStart(2, '0')}`
    else quoted += code === 0x27 || code === 0x5c ? `\\${char}` : char
  }
  return `$'${quoted}'`
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't' }
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
}

/** One quoted piece: its text and where it ends. */
type Piece = readonly [text: string, end: number]

/** Splits words quoted for a POSIX shell; nothing is expanded, so `$HOME`, `*` and `;` mean themselves. */
export function splitWords(text: string): readonly string[] {
  const words: string[] = []
  let word: string[] | undefined
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? ''
    if (char === ' ' || char === '\t') {
      if (word) words.push(finish(word))
      word = undefined
      at++
      continue
    }
    word ??= []
    const [piece, end] = pieceAt(text, at, char)
    word.push(piece)
    at = end
  }
  if (word) words.push(finish(word))
  return words
}

function finish(pieces: readonly string[]): string {
  const word = canonicalText(pieces.join(''))
  if (word.includes('\0')) throw new CaptureError('a word has a NUL')
  return word
}

const PLAIN = /[^\s'"\\$]+|\$(?!')|[^\S \t]+/y

function pieceAt(text: string, at: number, char: string): Piece {
  if (char === "'") {
    const end = closing(text, "'", at + 1)
    return [text.slice(at + 1, end), end + 1]
  }
  if (char === '"') return doubleQuoted(text, at + 1)
  if (char === '\\') {
    if (at + 1 >= text.length) throw new CaptureError('a word ends in a backslash')
    return [text[at + 1] ?? '', at + 2]
  }
  if (char === '$' && text[at + 1] === "'") return ansiQuoted(text, at + 2)
  PLAIN.lastIndex = at
  const plain = PLAIN.exec(text)?.[0] ?? char
  return [plain, at + plain.length]
}

function closing(text: string, quote: string, from: number): number {
  const end = text.indexOf(quote, from)
  if (end < 0) throw new CaptureError(`an unclosed ${quote}`)
  return end
}

function doubleQuoted(text: string, from: number): Piece {
  const parts: string[] = []
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') return [parts.join(''), at + 1]
    const next = text[at + 1]
    if (char === '\\' && next !== undefined && '$`"\\'.includes(next)) {
      parts.push(next)
      at++
    } else parts.push(char)
  }
  throw new CaptureError('an unclosed "')
}

const HEX_ESCAPE = /x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3})|c([?-_a-z])/y

function ansiQuoted(text: string, from: number): Piece {
  const parts: string[] = []
  for (let at = from; at < text.length; ) {
    const char = text[at] ?? ''
    if (char === "'") return [parts.join(''), at + 1]
    if (char !== '\\') {
      parts.push(char)
      at++
      continue
    }
    HEX_ESCAPE.lastIndex = at + 1
    const found = HEX_ESCAPE.exec(text)
    if (found) {
      parts.push(numbered(found))
      at += 1 + found[0].length
    } else {
      const name = text[at + 1] ?? ''
      parts.push(ESCAPES[name] ?? ('\'"\\?'.includes(name) ? name : `\\${name}`))
      at += 2
    }
  }
  throw new CaptureError("an unclosed $'")
}

function numbered([, hex, short, long, octal, control]: RegExpExecArray): string {
  if (control !== undefined) return control === '?' ? '\x7f' : String.fromCharCode(control.charCodeAt(0) & 0x1f)
  const point = short ?? long
  if (point !== undefined) {
    const code = Number.parseInt(point, 16)
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new CaptureError(`no such character: ${point}`)
    return String.fromCodePoint(code)
  }
  const byte = (hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16)) & 0xff
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 | byte)
}

/** What Windows takes at most, in characters; other systems take less. */
const MAX_PATH = 32_768

/** Absolute, without `.`, `..`, empty parts or a last slash; a drive letter counts as a root. */
export function checkPath(path: string): string {
  if (path.length > MAX_PATH) throw new CaptureError(`a path above 32 KiB: ${shorten(quoteName(path.slice(0, 80)))}`)
  const unix = /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path
  const rest = /^(?:[A-Za-z]:)?\//.exec(unix)
  if (!rest) throw new CaptureError(`not an absolute path: ${shorten(quoteName(path))}`)
  const inner = unix.slice(rest[0].length)
  if (inner !== '' && inner.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw new CaptureError(`not a plain path: ${shorten(quoteName(path))}`)
  return unix
}
