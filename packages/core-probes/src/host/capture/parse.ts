/** Reader of the capture format, version 1. Linear in its input; throws nothing but CaptureError. */
import { Buffer, isUtf8 } from 'node:buffer'
import type { Platform } from '../port.ts'
import { decodeText, isLossy } from '../text.ts'
import { checkContent } from './content.ts'
import { CaptureError } from './error.ts'
import { type Heading, parseHeading } from './heading.ts'
import { type Capture, type Header, keyOf, PLATFORMS, type Section } from './model.ts'
import { shorten } from './names.ts'

export const MAGIC = 'fusioninventory-capture'

export interface ParseOptions {
  /** Refuse two sections with the same key, of which else the first holds. */
  readonly strict?: boolean
}

/** More sections than any machine gives; they, not the text, fill the memory. */
const MAX_SECTIONS = 1 << 19

/** A capture from its text or bytes. Another version, and whatever the format does not know, is a CaptureError. */
export function parseCapture(input: string | Uint8Array, options: ParseOptions = {}): Capture {
  const text = textOf(input)
  checkMagic(shorten(lineAt(text, 0)))
  const { header, next } = readHeader(text)
  const sections: Section[] = []
  const seen = new Set<string>()
  for (let at = next; at.offset < text.length; ) {
    const end = nextHeading(text, at.offset)
    const section = atLine(at.line, () => readSection(text, at, end))
    if (options.strict) {
      const key = keyOf(section)
      if (seen.has(key)) throw new CaptureError(`twice the same section: ${shorten(lineAt(text, at.offset))}`, at.line)
      seen.add(key)
    }
    if (sections.push(section) > MAX_SECTIONS) throw new CaptureError(`more than ${MAX_SECTIONS} sections`, at.line)
    at = { offset: end, line: at.line + countLines(text, at.offset, end) }
  }
  return { header, sections }
}

/** A place in the text; lines count from 1. */
interface Place {
  readonly offset: number
  readonly line: number
}

function textOf(input: string | Uint8Array): string {
  if (typeof input === 'string' ? isLossy(input) : !isUtf8(input)) throw new CaptureError('not UTF-8 text')
  return typeof input === 'string' ? input : decodeText(input)
}

/** Where the line ends that begins there: at its line feed, or at the end of the text. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const lineAt = (text: string, from: number): string => text.slice(from, lineEnd(text, from))

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

function checkMagic(line: string): void {
  if (line === `${MAGIC} 1`) return
  if (line === `${MAGIC} 1\r`)
    throw new CaptureError('the lines end in CR LF: captures are to be copied as binary (.gitattributes: -text)', 1)
  if (line.startsWith(`\ufeff${MAGIC}`)) throw new CaptureError('the text begins with a byte order mark', 1)
  if (line.startsWith(`${MAGIC} `))
    throw new CaptureError(`version ${line.slice(MAGIC.length + 1)} of the format is not known, only 1 is`, 1)
  throw new CaptureError(`not a capture: its first line is not "${MAGIC} 1"`, 1)
}

function atLine<T>(line: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CaptureError && error.line === undefined) throw new CaptureError(error.message, line)
    throw error
  }
}

/** Ours are words in lower case; what others add is ignored, whatever its key looks like. */
const HEADER_LINE = /^([^\s:][^:]*):(.*)$/s

/** The fields up to the empty line, and the place behind it. */
function readHeader(text: string): { readonly header: Header; readonly next: Place } {
  const fields: Record<string, unknown> = {}
  let offset = lineEnd(text, 0) + 1
  let line = 2
  for (; offset < text.length && text[offset] !== '\n'; line++) {
    const end = lineEnd(text, offset)
    const entry = text.slice(offset, end)
    atLine(line, () => readEntry(entry, fields))
    offset = end + 1
  }
  if (fields.platform === undefined)
    throw new CaptureError('the header has no platform', offset < text.length ? line : line - 1)
  return { header: fields as unknown as Header, next: { offset: offset + 1, line: line + 1 } }
}

function readEntry(line: string, fields: Record<string, unknown>): void {
  if (line.length > 65536) throw new CaptureError('a header line above 64 KiB')
  const [, key, value] = line.startsWith('-- ') ? [] : (HEADER_LINE.exec(line) ?? [])
  if (key === undefined || value === undefined)
    throw new CaptureError(`not "key: value": ${shorten(line)} (one empty line ends the header)`)
  const read = HEADER_KEYS.get(key)
  const known = value.trim()
  if (read && known !== '' && fields[key] === undefined) fields[key] = read(known, key)
}

type ReadValue = (text: string, key: string) => string | number
const bad = (key: string, text: string): CaptureError => new CaptureError(`bad ${key}: ${shorten(text)}`)
const isPlatform = (text: string): text is Platform => (PLATFORMS as readonly string[]).includes(text)

const text: ReadValue = (value) => value
const count: ReadValue = (value, key) => {
  if (!/^\d{1,10}$/.test(value) || (key === 'pagesize' && Number(value) === 0)) throw bad(key, value)
  return Number(value)
}
const matching =
  (pattern: RegExp): ReadValue =>
  (value, key) => {
    if (!pattern.test(value)) throw bad(key, value)
    return value
  }

const HEADER_KEYS: ReadonlyMap<string, ReadValue> = new Map<string, ReadValue>([
  [
    'platform',
    (value, key) => {
      if (!isPlatform(value)) throw bad(key, value)
      return value
    },
  ],
  ['machine', text],
  ['release', text],
  ['version', text],
  ['hostname', text],
  ['fqdn', text],
  ['uid', count],
  ['user', text],
  [
    'now',
    (value, key) => {
      const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(value) ? Date.parse(value) : Number.NaN
      if (Number.isNaN(ms)) throw bad(key, value)
      return ms
    },
  ],
  ['timezone', matching(/^[A-Za-z][\w+\-/]{0,99}$/)],
  ['pagesize', count],
  ['recorder', text],
  ['redacted', matching(/^(?:no|secrets|all)$/)],
])

/** Where the section ends whose heading begins there. */
function nextHeading(text: string, from: number): number {
  const end = text.indexOf('\n-- ', from)
  return end < 0 ? text.length : end + 1
}

function readSection(text: string, { offset, line }: Place, end: number): Section {
  const heading = lineAt(text, offset)
  if (!heading.startsWith('-- ')) throw new CaptureError(`not a section: ${shorten(heading)}`)
  const { base64, noEol, ...rest } = parseHeading(heading)
  const body = text.slice(offset + heading.length + 1, end)
  const section = base64 ? withBytes({ ...rest, line }, body) : { ...rest, content: readText(body, noEol), line }
  checkContent(section)
  return section
}

function readText(body: string, noEol: Heading['noEol']): string {
  const plain = body.includes('\\') ? body.replace(/(^|\n)\\/g, '$1') : body
  const ended = plain === '' || plain.endsWith('\n')
  if (noEol) return ended ? plain.slice(0, -1) : plain
  return ended ? plain : `${plain}\n`
}

/** Decoded when first asked for: of the bytes that a capture holds few are read. */
function withBytes(section: Omit<Section, 'content'>, body: string): Section {
  const joined = body.replaceAll('\n', '')
  const bytes = Buffer.from(joined, 'base64')
  if (bytes.toString('base64') !== joined) throw new CaptureError('not padded base64')
  let text: string | undefined
  return {
    ...section,
    get content() {
      text ??= decodeText(bytes)
      return text
    },
  }
}
