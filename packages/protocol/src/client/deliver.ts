import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { firstLine, type Said } from './answer.ts'
import type { Answer, Client } from './client.ts'
import { failure, type TransportCode, TransportError } from './errors.ts'
import { expirationOf, secondsOf } from './expiration.ts'
import { type Judgement, judge } from './judge.ts'
import { type Packed, packedBody, plainBody } from './pack.ts'
import { oneLine } from './words.ts'

export interface Delivery {
  /**
   * sent: the server said yes: a valid REPLY without ERROR, or JSON with `status: ok`; only then may the document be
   * forgotten. refused: it said no. failed: whether it took the document is not known.
   */
  readonly status: 'sent' | 'refused' | 'failed'
  /** As a status line: `OK`, `403 Forbidden`, `500 Can't connect to ...`, or the server's own words. */
  readonly statusLine: string
  /** The whole story in one line, with what may cure it. */
  readonly detail: string
  readonly code?: TransportCode
}

export interface DeliverOptions {
  readonly format: 'xml' | 'json'
  /** The document is known to be well-formed, so that a server that says it is not has not understood the packing. */
  readonly checked: boolean
  /** Sent packed; else as it is. */
  readonly compress: boolean
  readonly userAgent?: string
  /** GLPI-Agent-ID, which GLPI's native protocol asks for. */
  readonly agentId?: string
  /** GLPI-Proxy-ID: ids of the agents that handed the document on, the last one at the end. */
  readonly via?: readonly string[]
  readonly signal?: AbortSignal
  /** Waits before a pending answer is asked for again. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** `debug2` gets what the server said. */
  readonly log: { warning(message: string): void; debug?(message: string): void; debug2?(message: string): void }
}

/** GLPI and proxies of agents may take their time: so often they are asked whether they are done. */
const maxPolls = 12
/** Not worth waiting for in one run: the document stays where it is. */
const longestPending = 300_000

/** Servers that were found not to know our packing: they get documents as they are. */
const plainOnly = new WeakSet<Client>()

/** Sends one document and finds out whether the server took it. Never throws but for a broken program. */
export async function deliver(client: Client, document: Packed, options: DeliverOptions): Promise<Delivery> {
  try {
    const compress = options.compress && !plainOnly.has(client)
    const first = await post(client, document, options, compress)
    // A server that does not know our packing reads it as bad XML; the document itself was fine, so it gets it plain.
    if (!compress || !isNotUnderstood(first, options.checked)) return first
    options.log.warning(`${client.url.href} does not understand compressed documents; sending it plain`)
    const second = await post(client, document, options, false)
    if (second.status === 'sent') plainOnly.add(client)
    return second
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return told('failed', error)
  }
}

const isNotUnderstood = (delivery: Delivery, checked: boolean): boolean =>
  delivery.statusLine.startsWith('415 ') || (checked && /(?:XML|JSON) not well formed/i.test(delivery.statusLine))

async function post(client: Client, document: Packed, options: DeliverOptions, compress: boolean): Promise<Delivery> {
  const native = options.agentId !== undefined && { 'GLPI-Agent-ID': options.agentId }
  const via = options.via !== undefined && options.via.length > 0 && { 'GLPI-Proxy-ID': options.via.join(',') }
  const common = {
    ...(options.userAgent !== undefined && { userAgent: options.userAgent }),
    ...(options.signal !== undefined && { signal: options.signal }),
  }
  const type = compress ? 'application/x-compress-zlib' : `application/${options.format}`
  let requestId = native ? randomBytes(4).toString('hex').toUpperCase() : ''
  let answer = await client.send({
    headers: { 'content-type': type, ...via, ...native, ...(native && { 'GLPI-Request-ID': requestId }) },
    body: compress ? packedBody(document) : plainBody(document),
    ...common,
  })
  for (let polls = 0; ; polls++) {
    const judgement = await judge(answer, (text) => options.log.debug2?.(`answer: ${text.slice(0, 8192)}`))
    for (const warning of judgement.said?.warnings ?? []) options.log.warning(`${answer.url.href}: ${warning}`)
    const wait = waitOf(judgement.said)
    if (judgement.verdict !== 'later') return deliveryOf(judgement, answer)
    if (polls === maxPolls) return told('failed', new TransportError('CONTENT', 'got too much pending status'))
    if (wait > longestPending) return deliveryOf(judgement, answer)
    options.log.debug?.(`${client.url.href}: pending, asking again in ${wait / 1000} s`)
    await pause(wait, options)
    requestId = /^[\w-]{1,64}$/.exec(String(answer.headers['glpi-request-id'] ?? ''))?.[0] ?? requestId
    answer = await client.send({ method: 'GET', headers: { ...native, 'GLPI-Request-ID': requestId }, ...common })
  }
}

async function pause(ms: number, { sleep, signal }: DeliverOptions): Promise<void> {
  try {
    await (sleep ? sleep(ms, signal) : delay(ms, undefined, signal && { signal }))
  } catch {
    throw new TransportError('ABORTED', 'interrupted')
  }
}

/** Seconds are what servers say; 10 where one does not. */
const waitOf = (said: Said | undefined): number => (secondsOf(expirationOf(said)) ?? 10) * 1000

const ok: Delivery = { status: 'sent', statusLine: 'OK', detail: 'OK' }

function deliveryOf({ verdict, words, said, error }: Judgement, answer: Answer): Delivery {
  switch (verdict) {
    case 'yes':
      return ok
    case 'status':
      return told('refused', httpError(answer, words))
    case 'no':
      return told('refused', error === undefined ? refused(words) : disabled(words))
    default:
      return told('failed', error ?? undecided(said, answer.status))
  }
}

const refused = (words = ''): TransportError => new TransportError('HTTP', `server error: ${words}`, { status: words })
const disabled = (words = ''): TransportError =>
  new TransportError('HTTP', words, { hint: 'it has to be switched on in the configuration of GLPI' })

function undecided(said: Said | undefined, code: number): TransportError {
  const status = said?.kind === 'json' ? String(said.json.status ?? 'none') : 'pending'
  const hint = status === 'pending' ? 'the server has not decided yet; the document is kept' : 'no yes and no no'
  const line = firstLine(status)
  return new TransportError('CONTENT', `unexpected answer: status ${line}`, { hint, status: `${code} ${line}` })
}

const hints: Readonly<Record<number, string>> = {
  404: 'wrong URL?',
  405: 'wrong URL?',
  413: 'the document is too large for the server',
}

/** An answer other than 2xx: its status, with the words of a REPLY, else what its page says. */
function httpError(answer: Answer, said?: string): TransportError {
  const status = `${answer.status} ${answer.statusText}`.trim()
  if (said !== undefined) return failure('HTTP', `${status}: ${said}`, answer)
  const page = pageText(answer.body)
  const hint = [hints[answer.status], page === '' ? undefined : `it says: ${page}`].filter((one) => one !== undefined)
  return failure('HTTP', status, answer, hint.length > 0 ? { hint: hint.join('; ') } : {})
}

/** What a reader would see of a page, its first 200 characters. */
function pageText(body: Uint8Array): string {
  const text = Buffer.from(body.subarray(0, 4096)).toString('latin1')
  const visible = text.replace(/<head[\s>][\s\S]*?<\/head>/i, ' ').replace(/<[^>]*>/g, ' ')
  if (/[\x00-\x08\x0e-\x1f]/.test(visible)) return ''
  return oneLine(visible).slice(0, 200)
}

const told = (status: 'refused' | 'failed', error: TransportError): Delivery => ({
  status,
  statusLine: error.status,
  detail: error.hint === undefined ? error.message : `${error.message} (${error.hint})`,
  code: error.code,
})
