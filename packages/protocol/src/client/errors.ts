/**
 * BAD_URL, BAD_PROXY: an option that cannot be used. CONNECT, DNS, TIMEOUT, RESET, TLS: no (whole) answer.
 * AUTH 401, PROXY_AUTH 407, REDIRECT, HTTP: an answer other than 2xx. TOO_LARGE, CONTENT: an answer that cannot be used.
 * ABORTED: by our own signal.
 */
export type TransportCode =
  | 'BAD_URL'
  | 'BAD_PROXY'
  | 'CONNECT'
  | 'DNS'
  | 'TIMEOUT'
  | 'RESET'
  | 'TLS'
  | 'AUTH'
  | 'PROXY_AUTH'
  | 'REDIRECT'
  | 'HTTP'
  | 'TOO_LARGE'
  | 'CONTENT'
  | 'ABORTED'

interface Details {
  readonly status?: string
  readonly hint?: string
  readonly cause?: unknown
}

/** Why a message did not arrive. Neither text nor hint holds credentials. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly code: TransportCode
  /** The text without its prefix, as a status line: `500 Can't connect to localhost:80 (Connection refused)`. */
  readonly status: string
  /** What it means, or which option cures it. */
  readonly hint?: string

  constructor(code: TransportCode, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.status = details.status ?? message
    if (details.hint !== undefined) this.hint = details.hint
  }
}

/** Where it happened, for the texts: whom we were connecting to, and whether that was a proxy. */
export interface Peer {
  /** `host:port` */
  readonly at: string
  readonly proxied: boolean
}

/** The prefix says who is to blame: `proxy error: 502 Bad Gateway`, `communication error: 404 Not Found`. */
export function failure(
  code: TransportCode,
  status: string,
  peer: { readonly proxied: boolean },
  details: Omit<Details, 'status'> = {},
): TransportError {
  return new TransportError(code, `${peer.proxied ? 'proxy' : 'communication'} error: ${status}`, {
    ...details,
    status,
  })
}

/** The words of the C library and of LWP, which scripts around the agent look for. */
const connecting: Readonly<Record<string, readonly [TransportCode, reason: string, hint?: string]>> = {
  ECONNREFUSED: ['CONNECT', 'Connection refused', 'nothing listens there: is the port right, is the server up?'],
  ENOTFOUND: ['DNS', 'Name or service not known', 'is the host name in --url right?'],
  EAI_AGAIN: ['DNS', 'Temporary failure in name resolution', 'no name server answered'],
  EAI_NODATA: ['DNS', 'No address associated with hostname'],
  ETIMEDOUT: [
    'TIMEOUT',
    'Connection timed out',
    'no answer to the connection: a firewall, or a proxy to set with --proxy?',
  ],
  EHOSTUNREACH: ['CONNECT', 'No route to host'],
  ENETUNREACH: ['CONNECT', 'Network is unreachable'],
  ECONNRESET: ['RESET', 'Connection reset by peer'],
  EACCES: ['CONNECT', 'Permission denied'],
  EPERM: ['CONNECT', 'Operation not permitted', 'a local firewall rule forbids it'],
  EADDRNOTAVAIL: ['CONNECT', 'Cannot assign requested address'],
  EMFILE: ['CONNECT', 'Too many open files'],
}

interface NodeError extends Error {
  readonly code?: string
  readonly event?: string
  readonly reason?: string
}

const chain = function* (error: unknown): Generator<NodeError> {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) yield at
}

const plain = (text: string): string =>
  text
    .replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ')
    .trim()
    .slice(0, 200)

/** The error of Node or of the HTTP library, told in the words of this project. `connected`: bytes could already flow. */
export function translate(error: unknown, peer: Peer, connected: boolean): TransportError {
  const errors = [...chain(error)]
  const own = errors.find((one) => one instanceof TransportError)
  if (own instanceof TransportError) return own
  const code =
    errors.map((one) => one.code).find((one) => typeof one === 'string' && one !== 'ERR_GOT_REQUEST_ERROR') ?? ''
  const cause = errors.at(-1)
  const cannot = (kind: TransportCode, reason: string, hint?: string): TransportError =>
    failure(kind, `500 Can't connect to ${peer.at} (${reason})`, peer, { cause, ...(hint !== undefined && { hint }) })
  const event = errors.map((one) => one.event).find((one) => one !== undefined)
  if (event === 'connect') return cannot('TIMEOUT', 'Connection timed out', connecting.ETIMEDOUT?.[2])
  if (event === 'socket')
    return failure('TIMEOUT', '500 read timeout', peer, {
      cause,
      hint: 'the server stays silent; --timeout gives it more time',
    })
  if (event === 'request')
    return failure('TIMEOUT', '500 read timeout (no whole answer within the total time allowed)', peer, { cause })
  const tls = tlsReason(errors, code)
  if (tls !== undefined) return cannot('TLS', tls[0], tls[1])
  const known = connecting[code]
  if (!connected && known !== undefined) return cannot(known[0], known[1], known[2])
  if (code.startsWith('HPE_')) {
    const hint =
      code === 'HPE_HEADER_OVERFLOW'
        ? 'its headers are too large'
        : 'what answers there does not speak HTTP: is the port right?'
    return failure('RESET', `500 malformed answer (${code})`, peer, { cause, hint })
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return failure('RESET', '500 Server closed connection without sending a whole answer', peer, { cause })
  }
  const text = plain(cause?.message ?? String(error))
  return connected ? failure('RESET', `500 ${text}`, peer, { cause }) : cannot('CONNECT', text)
}

function tlsReason(errors: readonly NodeError[], code: string): readonly [string, string?] | undefined {
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_')) return undefined
  const reason = plain(
    errors.map((one) => one.reason).find((one) => one !== undefined) ??
      code.replace('ERR_SSL_', '').toLowerCase().replaceAll('_', ' '),
  )
  if (/wrong version number|packet length too long|record too small|http request/.test(reason))
    return [reason, 'the server does not speak TLS on this port: http:// instead of https://, or another port?']
  if (/protocol version|unsupported protocol/.test(reason))
    return [reason, 'the server offers nothing newer than TLS 1.1; at least TLS 1.2 is required']
  if (/certificate required|bad certificate|handshake failure/.test(reason))
    return [reason, 'the server may ask for a client certificate: --ssl-cert-file']
  return [reason]
}
