import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { firstLine, readAnswer, type Said } from './answer.ts'
import type { Answer, Client } from './client.ts'
import { failure, type TransportCode, TransportError } from './errors.ts'
import { type Packed, packedBody, plainBody } from './pack.ts'

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
  const common = {
    ...(options.userAgent !== undefined && { userAgent: options.userAgent }),
    ...(options.signal !== undefined && { signal: options.signal }),
  }
  const type = compress ? 'application/x-compress-zlib' : `application/${options.format}`
  let requestId = randomBytes(4).toString('hex').toUpperCase()
  let answer = await client.send({
    headers: { 'content-type': type, ...native, ...(native && { 'GLPI-Request-ID': requestId }) },
    body: compress ? packedBody(document) : plainBody(document),
    ...common,
  })
  for (let polls = 0; ; polls++) {
    const said = await understood(answer, options)
    if (!('kind' in said)) return said
    const wait = pendingFor(said, answer)
    if (wait === undefined) return judged(said, answer, options)
    if (polls === maxPolls) return told('failed', new TransportError('CONTENT', 'got too much pending status'))
    if (wait > longestPending) return verdict(said, answer)
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

/** Milliseconds until it is worth asking again; undefined where the server is done with it. */
function pendingFor(said: Said, answer: Answer): number | undefined {
  if (said.kind !== 'json' || said.json.status !== 'pending' || answer.status >= 300) return undefined
  return expirationMs(said.json.expiration) ?? 10_000
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** GLPI's `expiration`: hours, or a number with its unit (`10s`). undefined for anything else. */
export function expirationMs(value: unknown): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,9})?)([smhd]?)$/.exec(String(value ?? ''))
  return match === null ? undefined : Number(match[1]) * (units[match[2] || 'h'] ?? 0)
}

async function understood(answer: Answer, options: DeliverOptions): Promise<Said | Delivery> {
  try {
    return await readAnswer(answer.body, answer.headers['content-type'], undefined, (text) =>
      options.log.debug2?.(`answer: ${text.slice(0, 8192)}`),
    )
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    return isGood(answer) ? told('failed', error) : told('refused', httpError(answer))
  }
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300

function judged(said: Said, answer: Answer, options: DeliverOptions): Delivery {
  for (const warning of said.warnings) options.log.warning(`${answer.url.href}: ${warning}`)
  const refusal = refusalOf(said)
  if (!isGood(answer)) return told('refused', httpError(answer, refusal))
  if (refusal !== undefined) return { status: 'refused', statusLine: refusal, detail: `server error: ${refusal}` }
  return verdict(said, answer)
}

/** A 2xx answer that does not say no: does it say yes? */
function verdict(said: Said, answer: Answer): Delivery {
  if (said.kind === 'reply' || said.json.status === 'ok') return { status: 'sent', statusLine: 'OK', detail: 'OK' }
  const status = String(said.json.status ?? 'none')
  const hint = status === 'pending' ? 'the server has not decided yet; the document is kept' : 'no yes and no no'
  return told(
    'failed',
    new TransportError('CONTENT', `unexpected answer: status ${firstLine(status)}`, {
      hint,
      status: `${answer.status} ${status}`,
    }),
  )
}

/** The words of a server that says no. */
function refusalOf(said: Said): string | undefined {
  if (said.kind === 'reply') return said.reply.error === undefined ? said.refused : words(said.reply.error)
  const { status, message, ERROR } = said.json
  if (typeof ERROR === 'string') return words(ERROR)
  return status === 'error' ? words(typeof message === 'string' ? message : 'error') : undefined
}

const noReason = 'no reason given'

const words = (text: string): string => {
  const line = text.replace(/[\s\x00-\x1f\x7f-\x9f]+/g, ' ').trim()
  return line.length > 500 ? `${line.slice(0, 500)}...` : line || noReason
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
  const line = words(visible)
  return line === noReason ? '' : line.slice(0, 200)
}

const told = (status: 'refused' | 'failed', error: TransportError): Delivery => ({
  status,
  statusLine: error.status,
  detail: error.hint === undefined ? error.message : `${error.message} (${error.hint})`,
  code: error.code,
})
