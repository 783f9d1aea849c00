import type { IncomingHttpHeaders } from 'node:http'
import { firstLine, readAnswer, type Said } from './answer.ts'
import { TransportError } from './errors.ts'
import { textOf } from './reply-map.ts'
import { oneLine } from './words.ts'

/** What is judged: an answer of the client is one. Header names are in lower case. */
export interface Judged {
  readonly status: number
  readonly headers: IncomingHttpHeaders | { readonly [name: string]: string | readonly string[] | undefined }
  readonly body: Uint8Array
}

/**
 * What an answer says to what was sent. yes: taken. later: not decided, ask again. no: refused, in `words` of the server.
 * status: not 2xx, whatever the body says; `words` where it says something. unclear: 2xx, and neither yes nor no.
 */
export interface Judgement {
  readonly verdict: 'yes' | 'later' | 'no' | 'status' | 'unclear'
  /** One line. */
  readonly words?: string
  /** What was read; without it `error` says why it could not be. */
  readonly said?: Said
  readonly error?: TransportError
}

/** The one place that decides whether a server took a message. `seen` gets the text of the answer. */
export async function judge(answer: Judged, seen?: (text: string) => void): Promise<Judgement> {
  const good = answer.status >= 200 && answer.status < 300
  let said: Said
  try {
    said = await readAnswer(answer.body, header(answer, 'content-type'), undefined, seen)
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    if (!good) return { verdict: 'status', error }
    return isDisabled(answer.body)
      ? { verdict: 'no', words: 'Inventory support is disabled server-side', error }
      : { verdict: 'unclear', error }
  }
  const no = refusalOf(said)
  const words = no === undefined ? {} : { words: oneLine(no) || 'no reason given' }
  if (!good) {
    const message = no === undefined && said.kind === 'json' ? said.json.message : undefined
    const more = typeof message === 'string' && message.trim() !== '' ? { words: oneLine(message) } : words
    return { verdict: 'status', said, ...more }
  }
  return { verdict: no === undefined ? verdictOf(said) : 'no', said, ...words }
}

/** What a 2xx answer without refusal says. */
function verdictOf(said: Said): 'yes' | 'later' | 'unclear' {
  const status = said.kind === 'json' ? said.json.status : textOf(said.reply.map, 'status')
  if (status === 'pending') return 'later'
  // Any REPLY says yes. GLPI answers a document in JSON that came without agent id as if it had been one in XML.
  if (said.kind === 'reply') return 'yes'
  return status === 'ok' || (status === undefined && said.json.RESPONSE === 'SEND') ? 'yes' : 'unclear'
}

/** ERROR, GLPI's `status: error`, or what the plugin writes before a REPLY that knows nothing of it. */
function refusalOf(said: Said): string | undefined {
  if (said.kind === 'json') {
    const { status, message, ERROR } = said.json
    if (typeof ERROR === 'string') return ERROR
    return status === 'error' ? (typeof message === 'string' ? message : '') : undefined
  }
  const { error, map } = said.reply
  if (error !== undefined) return error
  return textOf(map, 'status') === 'error' ? (textOf(map, 'message') ?? '') : said.refused
}

/** GLPI and its plugin say that inventory is switched off with a page of status 200. */
const isDisabled = (body: Uint8Array): boolean =>
  /^inventory is disabled\b/i.test(firstLine(Buffer.from(body.subarray(0, 200)).toString('latin1')))

export function header({ headers }: Pick<Judged, 'headers'>, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}
