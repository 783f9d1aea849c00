import type { ServerResponse } from 'node:http'
import { deflateSync } from 'node:zlib'
import { type Answer, answer, page } from './answer.ts'

/** What goes wrong with one answer. All but `reset` and `hang` leave the connection's head intact. */
export type Fault =
  /** The body comes `bytes` (1) at a time, every `everyMs`. */
  | { readonly kind: 'drip'; readonly everyMs: number; readonly bytes?: number }
  /** TCP reset: before any answer, or when the head and half of the body are out. */
  | { readonly kind: 'reset'; readonly after?: 'half' }
  /** The connection ends in good order in the middle of the body. */
  | { readonly kind: 'half' }
  /** Content-Length is wrong by so many bytes: too large, or (negative) too small. */
  | { readonly kind: 'length'; readonly by: number }
  /** A small zlib body that unpacks to so many bytes. */
  | { readonly kind: 'bomb'; readonly bytes: number }
  /** Entities that expand to gigabytes (`entities`), or a very deep tree (`depth`). */
  | { readonly kind: 'xml-bomb'; readonly form: 'entities' | 'depth' }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly type?: string
    }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** GLPI's 202: ask again after `expiration` (`10s`) with the same request id. */
  | { readonly kind: 'pending'; readonly expiration: string; readonly requestId: string }
  /** 200 with: nothing, a web page, some text. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'html' }
  | { readonly kind: 'text'; readonly text: string }
  /** No answer ever. */
  | { readonly kind: 'hang' }

/** The answer that a fault puts in place of the right one; undefined: the right one, badly delivered. */
function instead(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'bomb':
      return answer(200, 'application/x-compress-zlib', deflateSync(Buffer.alloc(fault.bytes, 0x20), { level: 9 }))
    case 'xml-bomb':
      return answer(200, 'application/xml', fault.form === 'depth' ? deep(100_000) : entities(10))
    case 'status': {
      const given =
        fault.body === undefined ? page(fault.status, 'Refused') : answer(fault.status, fault.type, fault.body)
      return { ...given, headers: { ...given.headers, ...fault.headers } }
    }
    case 'redirect': {
      const given = page(fault.status, 'Moved')
      return { ...given, headers: { ...given.headers, Location: fault.location } }
    }
    case 'pending': {
      const given = answer(202, 'application/json', JSON.stringify({ status: 'pending', expiration: fault.expiration }))
      return { ...given, headers: { ...given.headers, 'GLPI-Request-ID': fault.requestId } }
    }
    case 'empty':
      return answer(200, 'application/xml')
    case 'html':
      return page(200, 'Welcome')
    case 'text':
      return answer(200, 'text/plain', fault.text)
    default:
      return undefined
  }
}

const deep = (levels: number): string => `<REPLY>${'<A>'.repeat(levels)}${'</A>'.repeat(levels)}</REPLY>`

/** Each entity is ten of the one before. */
function entities(count: number): string {
  const lines = Array.from({ length: count }, (_, i) =>
    i === 0 ? '<!ENTITY e0 "lollollollol">' : `<!ENTITY e${i} "${`&e${i - 1};`.repeat(10)}">`,
  )
  return `<?xml version="1.0"?>\n<!DOCTYPE REPLY [${lines.join('')}]>\n<REPLY><RESPONSE>&e${count - 1};</RESPONSE></REPLY>`
}

/** Sends the right answer, or what the fault makes of it. */
export function deliver(response: ServerResponse, right: Answer, fault?: Fault): void {
  const given = (fault && instead(fault)) ?? right
  const { socket } = response
  const head = (length: number): void => {
    response.writeHead(given.status, { ...given.headers, 'Content-Length': String(length) })
  }
  const half = given.body.subarray(0, given.body.length >> 1)
  switch (fault?.kind) {
    case 'hang':
      return
    case 'reset':
      if (!fault.after) socket?.resetAndDestroy()
      else {
        head(given.body.length)
        response.write(half, () => socket?.resetAndDestroy())
      }
      return
    case 'half':
      head(given.body.length)
      response.write(half, () => socket?.end())
      return
    case 'length':
      head(given.body.length + fault.by)
      response.write(given.body, () => socket?.end())
      return
    case 'drip':
      head(given.body.length)
      response.flushHeaders()
      drip(response, given.body, fault.everyMs, fault.bytes ?? 1)
      return
    default:
      head(given.body.length)
      response.end(given.body)
  }
}

function drip(response: ServerResponse, body: Buffer, everyMs: number, bytes: number): void {
  let sent = 0
  const timer = setInterval(() => {
    if (sent < body.length) response.write(body.subarray(sent, sent + bytes))
    sent += bytes
    if (sent >= body.length) {
      clearInterval(timer)
      response.end()
    }
  }, everyMs)
  response.on('close', () => clearInterval(timer))
}
