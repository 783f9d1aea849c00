import { firstLine, type Said as Read, readAnswer } from '../client/answer.ts'
import { TransportError } from '../client/errors.ts'
import type { Reply } from '../client/reply.ts'
import { type ReplyMap, textOf } from '../client/reply-map.ts'
import { oneLine, ProtocolError } from './error.ts'
import type { Given } from './exchange.ts'

/** An answer that was understood: a REPLY or an object. */
export interface Said {
  readonly reply?: Reply
  readonly json?: Readonly<Record<string, unknown>>
  /** The server's words where it says no. */
  readonly refusal?: string
  /** One line each, for the log. */
  readonly warnings: readonly string[]
}

const header = ({ headers }: Given, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** What stands in an answer, whatever its status says. Throws ProtocolError CONTENT. */
export async function said(answer: Given): Promise<Said> {
  let read: Read
  try {
    read = await readAnswer(answer.body, header(answer, 'content-type'))
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    throw new ProtocolError('CONTENT', error.message, {
      status: answer.status,
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    })
  }
  const warnings = read.warnings.map(oneLine)
  const refusal = read.kind === 'reply' ? (refusalOfReply(read.reply) ?? read.refused) : refusalOfJson(read.json)
  return {
    ...(read.kind === 'reply' ? { reply: read.reply } : { json: read.json }),
    warnings,
    ...(refusal !== undefined && { refusal: oneLine(refusal) || 'no reason given' }),
  }
}

/** ERROR, or GLPI's `status` in an element. */
const refusalOfReply = ({ error, map }: Reply): string | undefined =>
  error ?? (textOf(map, 'status') === 'error' ? messageOf(map) : undefined)

const messageOf = (map: ReplyMap): string => textOf(map, 'message') ?? ''

function refusalOfJson({ status, message, ERROR }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof ERROR === 'string') return ERROR
  return status === 'error' ? (typeof message === 'string' ? message : '') : undefined
}

/** What GLPI and its plugin say, as a page, where inventory is switched off. */
const disabled = /^\s*inventory is disabled\b/i

/**
 * What the server said, if it said yes: status 2xx, and no ERROR. Throws ProtocolError: HTTP for another status, with
 * the server's own words where it has any, REFUSED where it says no, CONTENT for pages and plain text.
 */
export async function accepted(answer: Given): Promise<Said> {
  const good = answer.status >= 200 && answer.status < 300
  const status = `${answer.status} ${answer.statusText}`.trim()
  let what: Said
  try {
    what = await said(answer)
  } catch (error) {
    if (!(error instanceof ProtocolError) || good) throw understood(error, answer)
    throw new ProtocolError('HTTP', status, { status: answer.status, cause: error })
  }
  if (!good) {
    const words = what.refusal ?? what.json?.message
    throw new ProtocolError('HTTP', typeof words === 'string' && words !== '' ? `${status}: ${words}` : status, {
      status: answer.status,
    })
  }
  if (what.refusal !== undefined)
    throw new ProtocolError('REFUSED', `server error: ${what.refusal}`, { status: answer.status })
  return what
}

function understood(error: unknown, { body, status }: Given): unknown {
  if (!disabled.test(firstLine(Buffer.from(body.subarray(0, 200)).toString('latin1')))) return error
  return new ProtocolError('REFUSED', 'Inventory support is disabled server-side', { status, cause: error })
}
