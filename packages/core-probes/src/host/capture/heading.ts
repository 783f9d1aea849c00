/** The first line of a section: `-- KIND[(ATTR,...)] SUBJECT --`. */
import type { Failure } from '../port.ts'
import { CaptureError } from './error.ts'
import { type Attributes, KINDS, type Kind, type Section } from './model.ts'
import { checkPath, parseJsonText, parseName, quoteJson, quoteName, quoteWords, shorten, splitWords } from './names.ts'

/** How the content below the heading is spelled. */
export interface Spelling {
  readonly base64: boolean
  readonly noEol: boolean
}

export type Heading = Pick<Section, 'kind' | 'subject' | 'attributes' | 'state' | 'detail'> & Spelling

const KIND_NAME = /^[a-z]*/

/** Above it the kernel takes no argument list either; it keeps the expressions below within their stack. */
const MAX_HEADING = 1 << 22

export function parseHeading(line: string): Heading {
  if (line.length > MAX_HEADING) throw new CaptureError(`a heading above 4 MiB: ${shorten(line)}`)
  if (line.length < 6 || !line.endsWith(' --'))
    throw new CaptureError(`a heading without its final --: ${shorten(line)}`)
  const inner = line.slice(3, -3)
  const name = KIND_NAME.exec(inner)?.[0] ?? ''
  if (!Object.hasOwn(KINDS, name)) throw new CaptureError(`no such kind: ${shorten(inner)}`)
  const kind = name as Kind
  const given = new Map<string, string>()
  const after = inner[name.length] === '(' ? parseAttributes(inner, name.length + 1, given) : name.length
  if (after < inner.length && inner[after] !== ' ') throw new CaptureError(`a blank is missing: ${shorten(inner)}`)
  return { kind, subject: parseSubject(kind, inner.slice(after + 1)), ...interpret(kind, given) }
}

const ATTRIBUTE = /([a-z0-9-]+)(=?)/y
const PLAIN_VALUE = /[^,)"]+/y
const JSON_STRING = /"(?:[^"\\]|\\.)*"/y

/** Reads up to the closing parenthesis; returns where the text goes on. */
function parseAttributes(text: string, from: number, into: Map<string, string>): number {
  for (let at = from; ; at++) {
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(text)
    const name = found?.[1]
    if (!found || name === undefined) throw new CaptureError(`bad attributes: ${shorten(text)}`)
    if (into.has(name)) throw new CaptureError(`twice the attribute ${shorten(name)}`)
    at += found[0].length
    let value = ''
    if (found[2]) {
      const form = text[at] === '"' ? JSON_STRING : PLAIN_VALUE
      form.lastIndex = at
      value = form.exec(text)?.[0] ?? ''
      if (value === '') throw new CaptureError(`the attribute ${shorten(name)} has no value`)
      at += value.length
    }
    into.set(name, value)
    if (text[at] === ')') return at + 1
    if (text[at] !== ',') throw new CaptureError(`bad attributes: ${shorten(text)}`)
  }
}

const STATES: ReadonlySet<string> = new Set(['absent', 'denied', 'timeout', 'failed'])
const ERRNO = /^[A-Z][A-Z0-9_]*$/

function interpret(kind: Kind, given: ReadonlyMap<string, string>): Omit<Heading, 'kind' | 'subject'> {
  const allowed: readonly string[] = KINDS[kind].attributes
  const attributes: { -readonly [K in keyof Attributes]: Attributes[K] } = {}
  let state: Section['state'] = 'ok'
  let detail: string | undefined
  let base64 = false
  let noEol = false
  for (const [name, value] of given) {
    const bare = (): void => {
      if (value !== '') throw new CaptureError(`the attribute ${name} takes no value`)
    }
    if (STATES.has(name)) {
      if (state !== 'ok') throw new CaptureError(`two states: ${state} and ${name}`)
      state = name as Failure
      if (name !== 'failed') bare()
      else if (!ERRNO.test(value)) throw new CaptureError('failed needs the name of an error: failed=EIO')
      else detail = value
    } else if (name === 'base64') {
      bare()
      base64 = true
    } else if (name === 'no-eol') {
      bare()
      noEol = true
    } else if (!allowed.includes(name)) throw new CaptureError(`${kind} has no attribute ${shorten(name)}`)
    else if (name === 'nofollow' || name === 'stat') {
      bare()
      attributes[name] = true
    } else if (name === 'stdin') {
      if (value === 'secret') attributes.secretStdin = true
      else attributes.stdin = parseJsonText(value)
    } else setNumber(attributes, name, value)
  }
  if (attributes.exit !== undefined && attributes.signal !== undefined)
    throw new CaptureError('a command ends by exit or by signal, not both')
  return { attributes, state, ...(detail === undefined ? {} : { detail }), base64, noEol }
}

function setNumber(attributes: { -readonly [K in keyof Attributes]: Attributes[K] }, name: string, text: string): void {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : undefined
  if (value === undefined) throw new CaptureError(`${name} needs a number: ${shorten(text)}`)
  if (name === 'from') {
    if (value > 0) attributes.from = value
  } else if (name === 'exit' || name === 'signal') {
    if (value > 0) attributes[name] = value
  } else if (name === 'status') {
    if (value < 100 || value > 999) throw new CaptureError(`no such status: ${shorten(text)}`)
    if (value !== 200) attributes.status = value
  } else if (value === 32) attributes.view = 32
  else if (value !== 64) throw new CaptureError(`view is 32 or 64: ${shorten(text)}`)
}

function parseSubject(kind: Kind, text: string): readonly string[] {
  switch (KINDS[kind].subject) {
    case 'none':
      if (text !== '') throw new CaptureError(`${kind} has no subject`)
      return []
    case 'path':
      return [checkPath(parseName(text))]
    case 'name':
      return [parseName(text)]
    case 'words': {
      const words = splitWords(text)
      if (!words[0]) throw new CaptureError('a command without words')
      return words
    }
    case 'class': {
      const blank = text.lastIndexOf(' ')
      return [parseName(text.slice(0, Math.max(blank, 0))), parseName(text.slice(blank + 1))]
    }
    case 'request':
      return parseRequest(text)
  }
}

const REQUEST_END = / (GET|POST) ([\x21-\x7e]+)$/

function parseRequest(text: string): readonly string[] {
  // From the end, since only the socket may hold blanks; the slice keeps the search short.
  const method = text.lastIndexOf(' ', text.lastIndexOf(' ') - 1)
  const found = method > 0 ? REQUEST_END.exec(text.slice(method)) : null
  if (!found) throw new CaptureError(`a request is SOCKET GET|POST TARGET: ${shorten(text)}`)
  return [checkPath(parseName(text.slice(0, method))), found[1] ?? '', found[2] ?? '']
}

/** Kind and subject as written, without attributes: the sort key of writers. */
export function formatSubject(section: Pick<Section, 'kind' | 'subject'>): string {
  const { kind, subject } = section
  if (kind === 'command') return quoteWords(subject)
  return subject.map(quoteName).join(' ')
}

/** KIND[(ATTR,...)] SUBJECT, attributes in a fixed order. Also names a call in messages. */
export function formatCall(
  section: Pick<Section, 'kind' | 'subject' | 'attributes'> & Partial<Pick<Section, 'state' | 'detail'>>,
  spelling?: Spelling,
): string {
  const { attributes: a, state } = section
  const list: string[] = []
  if (a.from) list.push(`from=${a.from}`)
  if (a.nofollow) list.push('nofollow')
  if (a.stat) list.push('stat')
  if (a.view) list.push(`view=${a.view}`)
  if (a.secretStdin) list.push('stdin=secret')
  else if (a.stdin !== undefined) list.push(`stdin=${quoteJson(a.stdin)}`)
  if (a.exit) list.push(`exit=${a.exit}`)
  if (a.signal) list.push(`signal=${a.signal}`)
  if (a.status !== undefined && a.status !== 200) list.push(`status=${a.status}`)
  if (state === 'failed') list.push(`failed=${ERRNO.test(section.detail ?? '') ? section.detail : 'EIO'}`)
  else if (state && state !== 'ok') list.push(state)
  if (spelling?.base64) list.push('base64')
  if (spelling?.noEol) list.push('no-eol')
  const subject = formatSubject(section)
  return `${section.kind}${list.length > 0 ? `(${list.join(',')})` : ''}${subject === '' ? '' : ` ${subject}`}`
}
