import { type Judgement, judge } from '../client/judge.ts'
import type { Reply } from '../client/reply.ts'
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

/** What stands in an answer, whatever its status says. Throws ProtocolError CONTENT. */
export async function said(answer: Given): Promise<Said> {
  return read(await judge(answer), answer)
}

function read({ said: what, error, verdict, words }: Judgement, { status }: Given): Said {
  if (what === undefined) {
    throw new ProtocolError('CONTENT', error?.message ?? 'unknown content format', {
      status,
      cause: error,
      ...(error?.hint !== undefined && { hint: error.hint }),
    })
  }
  return {
    ...(what.kind === 'reply' ? { reply: what.reply } : { json: what.json }),
    warnings: what.warnings.map(oneLine),
    ...((verdict === 'no' || verdict === 'status') && words !== undefined && { refusal: words }),
  }
}

/** What an answer said that is no refusal. */
export interface Accepted extends Said {
  /** It says yes. Else it says something else, which may be all that was asked for. */
  readonly yes: boolean
}

/**
 * What the server said, if it did not say no: status 2xx, and no ERROR. Throws ProtocolError: HTTP for another status,
 * with the server's own words where it has any, REFUSED where it says no, CONTENT for pages and plain text.
 */
export async function accepted(answer: Given): Promise<Accepted> {
  const judgement = await judge(answer)
  const { verdict, words, error } = judgement
  if (verdict === 'status') {
    const status = `${answer.status} ${answer.statusText}`.trim()
    const message = words === undefined ? status : `${status}: ${words}`
    throw new ProtocolError('HTTP', message, { status: answer.status, cause: error })
  }
  if (verdict === 'no') {
    const message = error === undefined ? `server error: ${words}` : (words ?? '')
    throw new ProtocolError('REFUSED', message, { status: answer.status, cause: error })
  }
  return { ...read(judgement, answer), yes: verdict === 'yes' }
}
