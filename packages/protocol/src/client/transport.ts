import type { ClientRequest, Agent as HttpAgent, IncomingMessage } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import type { Got } from 'got'
import { TransportError } from './errors.ts'

/** Pieces of a known total length, which can be had again from the start. */
export interface Pieces {
  readonly length: number
  chunks(): AsyncIterable<Uint8Array>
}

/** What is sent. */
export type Body = Uint8Array | Pieces

export interface Exchange {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Body
  readonly agent: HttpAgent
  readonly connectMs: number
  readonly idleMs: number
  readonly totalMs: number
  /** More bytes of answer than this end the exchange. */
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

export interface RawAnswer {
  readonly status: number
  /** `Not Found`, made fit for one line. */
  readonly statusText: string
  readonly headers: IncomingMessage['headers']
  readonly body: Uint8Array
}

/** An exchange that did not end well. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  /** The connection stood. */
  readonly connected: boolean
  /** It was one kept alive, and nothing came back on it: the server may have closed it just before. */
  readonly stale: boolean

  constructor(cause: unknown, state: { readonly connected: boolean; readonly stale: boolean }) {
    super('no answer', { cause })
    this.connected = state.connected
    this.stale = state.stale
  }
}

const answerOf = ({ statusCode = 0, statusMessage = '', headers }: IncomingMessage, body: Uint8Array): RawAnswer => ({
  status: statusCode,
  statusText: statusMessage.replace(/[^\x20-\x7e\xa0-\xff]/g, ' ').slice(0, 100),
  headers,
  body,
})

type Kind = Pick<Exchange, 'method' | 'idleMs' | 'totalMs'>

const clients = new Map<string, Promise<Got>>()

/** The library weighs each option of each request, which takes it longer than all the rest: what stays is set once. */
function clientOf({ method, idleMs, totalMs }: Kind): Promise<Got> {
  const key = `${method} ${idleMs} ${totalMs}`
  const known = clients.get(key)
  if (known !== undefined) return known
  if (clients.size >= 16) clients.clear()
  const client = import('got').then(({ default: got }) =>
    got.extend({
      method,
      timeout: { socket: idleMs, request: totalMs },
      retry: { limit: 0 },
      followRedirect: false,
      decompress: false,
      throwHttpErrors: false,
    }),
  )
  clients.set(key, client)
  return client
}

/**
 * One request and its answer, as they are: nothing is followed, repeated or unpacked here.
 * The HTTP library is loaded at the first use. Throws ExchangeError.
 */
export async function exchange(wanted: Exchange): Promise<RawAnswer> {
  const client = await clientOf(wanted)
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined
    let response: IncomingMessage | undefined
    let connected = false
    const chunks: Uint8Array[] = []
    let size = 0

    const settle = (): void => {
      clearTimeout(connecting)
      wanted.signal?.removeEventListener('abort', abort)
    }
    const abort = (): void => fail(Object.assign(new Error('aborted'), { code: 'ABORT_ERR' }))
    const fail = (cause: unknown): void => {
      settle()
      reject(new ExchangeError(cause, { connected, stale: request?.reusedSocket === true && response === undefined }))
      if (!stream.destroyed) stream.destroy()
    }
    const { body } = wanted
    const stream = client.stream(wanted.url, {
      headers: { ...wanted.headers, ...(body !== undefined && { 'content-length': String(body.length) }) },
      ...(body !== undefined && { body: body instanceof Uint8Array ? body : body.chunks() }),
      agent: { http: wanted.agent, https: wanted.agent as HttpsAgent },
    })
    // The library counts from the socket on; agents hand theirs over connected and verified, so this is the whole way.
    const connecting = setTimeout(
      () => fail(Object.assign(new Error('connection timed out'), { event: 'connect' })),
      wanted.connectMs,
    )

    // Not the library's: it would listen as long as the signal lives, and keep every body so long.
    wanted.signal?.addEventListener('abort', abort)

    stream.on('request', (one: ClientRequest) => {
      request = one
      one.once('socket', () => {
        connected = true
        clearTimeout(connecting)
      })
      // 101, which nobody asked for: without a listener the connection is closed and nobody told.
      one.once('upgrade', (answer: IncomingMessage, socket: Socket) => {
        socket.destroy()
        settle()
        resolve(answerOf(answer, Buffer.alloc(0)))
        stream.destroy()
      })
    })
    stream.on('response', (one: IncomingMessage) => {
      response = one
    })
    stream.on('data', (chunk: Uint8Array) => {
      size += chunk.length
      if (size <= wanted.maxBytes) chunks.push(chunk)
      else fail(new TransportError('TOO_LARGE', `the answer is larger than ${wanted.maxBytes >> 20} MiB`))
    })
    stream.on('error', fail)
    stream.on('close', () => fail(Object.assign(new Error('closed'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })))
    stream.on('end', () => {
      settle()
      if (response === undefined) return fail(new Error('no answer'))
      resolve(answerOf(response, Buffer.concat(chunks, size)))
    })
    if (wanted.signal?.aborted) abort()
  })
}
