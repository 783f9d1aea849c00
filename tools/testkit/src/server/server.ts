import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { type Answer, answer, page } from './answer.ts'
import { deliver, type Fault } from './faults.ts'
import { type OAuthOptions, oauthGate } from './oauth.ts'
import type { Role } from './packing.ts'
import { basicCredentials, type RecordedRequest, readBody } from './request.ts'
import { paths } from './role.ts'
import { answerAs, isTaken } from './roles.ts'

export interface ServerOptions {
  /** Default `plugin`. */
  readonly role?: Role
  /** Asked for each request (`n` from 1) once its body is read. */
  readonly fault?: (request: RecordedRequest, n: number) => Fault | undefined
  /** Asked when only the head is there (`raw` is empty): a fault here leaves the body unread. */
  readonly headFault?: (request: RecordedRequest, n: number) => Fault | undefined
  /** Another right answer than the role's. */
  readonly answer?: (request: RecordedRequest) => Answer | undefined
  /** Basic authentication; without it 401. */
  readonly auth?: { readonly user: string; readonly password: string; readonly realm?: string }
  /** Bearer tokens, which the server gives to whom knows id and secret. */
  readonly oauth?: OAuthOptions
  /** PEM. `clientCa`: clients must show a certificate of that authority. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly clientCa?: string }
  /** For measuring: every request is answered so, without a look at it, and none is kept. */
  readonly fast?: Answer
  /** OCS role: User-Agents taken on PROLOG. */
  readonly userAgents?: readonly string[]
  /** Larger bodies are answered 413. Default 64 MiB. */
  readonly maxBody?: number
}

export interface TestServer {
  /** What a client is given: scheme, 127.0.0.1, port and the role's path. */
  readonly url: string
  readonly port: number
  /** In order of arrival. */
  readonly requests: readonly RecordedRequest[]
  /** Requests answered with `fast`. */
  readonly count: number
  /** Documents taken, the last one by DEVICEID. */
  readonly inventories: ReadonlyMap<string, RecordedRequest>
  close(): Promise<void>
}

const defaultAgents = ['FusionInventory-Agent', 'FusionInventory-Injector']

/** A server on a free port of 127.0.0.1 that plays one of three servers and keeps all that it was sent. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const role = options.role ?? 'plugin'
  const requests: RecordedRequest[] = []
  const inventories = new Map<string, RecordedRequest>()
  const known = new Set<string>()
  let count = 0
  const sockets = new Map<Socket, number>()
  const state = { userAgents: options.userAgents ?? defaultAgents, known, tags: new Map<string, string>() }

  const gate = options.oauth && oauthGate(options.oauth)

  const respond = (request: RecordedRequest): Answer => {
    const wrong = gate?.(request) ?? refusal(options, paths[role], request)
    if (wrong) return wrong
    const given = options.answer?.(request) ?? answerAs(role, request, state)
    const id = request.document?.kind === 'broken' ? undefined : request.document?.deviceId
    if (id !== undefined && given.status === 200) {
      known.add(id)
      if (isTaken(role, request, given)) inventories.set(id, request)
    }
    return given
  }

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (options.fast) {
      await once(message.resume(), 'end')
      count++
      return deliver(response, options.fast)
    }
    const n = requests.length + 1
    const head = headOf(message, n, sockets.get(message.socket) ?? 0)
    requests.push(head)
    const early = options.headFault?.(head, n)
    if (early) return deliver(response, answer(200, 'application/xml'), early)
    const raw = await bodyOf(message, options.maxBody ?? 64 * 1024 * 1024)
    if (!raw) return deliver(response, page(413, 'Payload Too Large'))
    const request = readBody(role, { ...head, raw })
    requests[n - 1] = request
    const fault = options.fault?.(request, n)
    deliver(response, fault && !isDelivery(fault) ? answer(200, undefined) : respond(request), fault)
  }

  const listener: RequestListener = (message, response) => {
    handle(message, response).catch(() => message.socket.destroy())
  }
  const { tls } = options
  const server = tls
    ? createTlsServer(
        { key: tls.key, cert: tls.cert, ...(tls.clientCa ? { ca: tls.clientCa, requestCert: true } : {}) },
        listener,
      )
    : createServer(listener)
  server.requestTimeout = 0
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.set(socket, sockets.size + 1)
  })
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}${paths[role]}`,
    port,
    requests,
    get count() {
      return count
    },
    inventories,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

/** Faults that deliver the right answer badly: it must have been worked out, and the document taken. */
const isDelivery = (fault: Fault): boolean =>
  ['drip', 'half', 'length'].includes(fault.kind) || (fault.kind === 'reset' && fault.after === 'half')

/** Wrong credentials, and paths that nobody answers on. */
function refusal(options: ServerOptions, path: string, request: RecordedRequest): Answer | undefined {
  const { auth } = options
  if (auth && request.credentials !== `${auth.user}:${auth.password}`) {
    const given = page(401, 'Unauthorized')
    return { ...given, headers: { ...given.headers, 'WWW-Authenticate': `Basic realm="${auth.realm ?? 'inventory'}"` } }
  }
  const asked = request.url.split('?')[0]
  if (asked === path) return undefined
  const given = `${asked}/` === path ? page(301, 'Moved Permanently') : page(404, 'Not Found')
  return given.status === 301 ? { ...given, headers: { ...given.headers, Location: path } } : given
}

function headOf(message: IncomingMessage, n: number, connection: number): RecordedRequest {
  const credentials = basicCredentials(message.headers.authorization)
  return {
    n,
    connection,
    method: message.method ?? '',
    url: message.url ?? '',
    headers: message.headers,
    rawHeaders: message.rawHeaders,
    raw: Buffer.alloc(0),
    ...(credentials === undefined ? {} : { credentials }),
  }
}

/** The whole body; undefined where it is too large (the rest is read and dropped). */
async function bodyOf(message: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    const bytes: Buffer = chunk
    size += bytes.length
    if (size <= limit) chunks.push(bytes)
  }
  return size <= limit ? Buffer.concat(chunks) : undefined
}
