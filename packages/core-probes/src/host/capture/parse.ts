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

/** A capture from its text or bytes. Another version, and whatever the format does not know, is a CaptureError. */
export function parseCapture(input: string | Uint8Array, options: ParseOptions = {}): Capture {
  const lines = linesOf(input)
  checkMagic(lines[0] ?? '')
  const end = lines.indexOf('', 1)
  const header = readHeader(lines, end < 0 ? lines.length : end)
  const sections: Section[] = []
  const seen = new Set<string>()
  for (let at = end < 0 ? lines.length : end + 1; at < lines.length; ) {
    const next = nextHeading(lines, at + 1)
    const section = atLine(at + 1, () => readSection(lines, at, next))
    if (options.strict) {
      const key = keyOf(section)
      if (seen.has(key)) throw new CaptureError(`twice the same section: ${shorten(lines[at] ?? '')}`, at + 1)
      seen.add(key)
    }
    sections.push(section)
    at = next
  }
  return { header, sections }
}

function linesOf(input: string | Uint8Array): readonly string[] {
  if (typeof input !== 'string' && !isUtf8(input)) throw new CaptureError('not UTF-8 text')
  const text = typeof input === 'string' ? input : decodeText(input)
  if (isLossy(text)) throw new CaptureError('not UTF-8 text')
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function checkMagic(line: string): void {
  if (line === `${MAGIC} 1`) return
  if (line === `${MAGIC} 1\r`)
    throw new CaptureError('the lines end in CR LF: captures are to be copied as binary (.gitattributes: -text)', 1)
  if (line.startsWith(`\ufeff${MAGIC}`)) throw new CaptureError('the text begins with a byte order mark', 1)
  if (line.startsWith(`${MAGIC} `))
    throw new CaptureError(`version ${shorten(line.slice(MAGIC.length + 1))} of the format is not known, only 1 is`, 1)
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

const HEADER_LINE = /^([a-z][a-z0-9-]*):(.*)$/s

function readHeader(lines: readonly string[], end: number): Header {
  const fields: Record<string, unknown> = {}
  for (let at = 1; at < end; at++)
    atLine(at + 1, () => {
      const line = lines[at] ?? ''
      if (line.length > 65536) throw new CaptureError('a header line above 64 KiB')
      const [, key, value] = HEADER_LINE.exec(line) ?? []
      if (key === undefined || value === undefined)
        throw new CaptureError(`not "key: value": ${shorten(line)} (one empty line ends the header)`)
      const read = HEADER_KEYS.get(key)
      if (read && fields[key] === undefined) fields[key] = read(value.trim(), key)
    })
  if (fields.platform === undefined)
    throw new CaptureError('the header has no platform', Math.min(end + 1, lines.length))
  return fields as unknown as Header
}

type ReadValue = (text: string, key: string) => string | number | undefined
const bad = (key: string, text: string): CaptureError => new CaptureError(`bad ${key}: ${shorten(text)}`)
const isPlatform = (text: string): text is Platform => (PLATFORMS as readonly string[]).includes(text)

const text: ReadValue = (value) => (value === '' ? undefined : value)
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

function nextHeading(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && !lines[at]?.startsWith('-- ')) at++
  return at
}

function readSection(lines: readonly string[], at: number, end: number): Section {
  const line = lines[at] ?? ''
  if (!line.startsWith('-- ')) throw new CaptureError(`not a section: ${shorten(line)}`)
  const { base64, noEol, ...heading } = parseHeading(line)
  const body = lines.slice(at + 1, end)
  const section = { ...heading, content: base64 ? readBase64(body) : readText(body, noEol), line: at + 1 }
  checkContent(section)
  return section
}

const unescaped = (line: string): string => (line.startsWith('\\') ? line.slice(1) : line)

const readText = (lines: readonly string[], noEol: Heading['noEol']): string =>
  lines.length === 0 ? '' : `${lines.map(unescaped).join('\n')}${noEol ? '' : '\n'}`

function readBase64(lines: readonly string[]): string {
  const joined = lines.join('')
  const bytes = Buffer.from(joined, 'base64')
  if (bytes.toString('base64') !== joined) throw new CaptureError('not padded base64')
  return decodeText(bytes)
}
