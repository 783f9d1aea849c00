import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { errnoOf, type Logger, reasonOf } from '@fusioninventory/cli-kit'
import type { Clock } from './clock.ts'
import type { Door } from './door.ts'
import { headers } from './headers.ts'

export interface Secure {
  readonly cert: Buffer
  readonly key: Buffer
}

export interface ListenerOptions {
  /** All addresses without it. */
  readonly address: string | undefined
  readonly port: number
  readonly secure: Secure | undefined
  readonly door: Door
  readonly clock: Clock
  readonly log: Logger
  readonly isTrusted: (address: string) => boolean
  readonly handle: RequestListener
}

export interface Listener {
  /** The real one, where 0 was asked for; undefined until it is open. */
  readonly port: number | undefined
  /** TLS only: for connections from now on. @throws what OpenSSL says */
  renew(secure: Secure): void
  close(): Promise<void>
}

const mostHeader = 16_384
/** Requests on one connection. */
const mostRequests = 8
const retryMs = 60_000
/** What is being answered may end. */
const graceMs = 2000

const http = { maxHeaderSize: mostHeader, connectionsCheckingInterval: 2 ** 31 - 1, keepAliveTimeout: 5000 }

/** Versions and suites that hold: RFC 9325. */
const tls = { minVersion: 'TLSv1.2', handshakeTimeout: 10_000, honorCipherOrder: true } as const

/** One port. Where it is taken, that is told once, and tried again every minute. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { clock, log, port } = options
  let server: Server | SecureServer | undefined
  let secure = options.secure
  let cancel: () => void = () => undefined
  let told: string | undefined
  let closed = false

  const open = async (): Promise<void> => {
    const next = serverOf({ ...options, secure })
    try {
      await listening(next, options)
      if (closed) {
        next.close()
        return
      }
      server = next
      told = undefined
      log.info(`[http server] HTTPD service started on port ${portOf(next) ?? port}`)
    } catch (error) {
      const why = errnoOf(error) === 'EADDRINUSE' ? `port ${port} is taken, by another agent?` : reasonOf(error)
      const text = `[http server] failed to start the HTTPD service: ${why}; trying again every minute`
      // Not the same words every minute.
      log.log(text === told ? 'debug' : 'error', text)
      told = text
      if (!closed) cancel = clock.after(retryMs, () => void open())
    }
  }
  await open()
  return {
    get port() {
      return server && portOf(server)
    },
    renew(next) {
      secure = next
      if (server !== undefined && 'setSecureContext' in server) server.setSecureContext({ ...next, ...tls })
    },
    async close() {
      closed = true
      cancel()
      const open = server
      if (open === undefined) return
      const at = portOf(open) ?? port
      await new Promise<void>((done) => {
        const stop = setTimeout(() => open.closeAllConnections(), graceMs)
        open.close(() => {
          clearTimeout(stop)
          done()
        })
        options.door.sendAway(at)
      })
    },
  }
}

function portOf(server: Server | SecureServer): number | undefined {
  const at = server.address()
  return typeof at === 'object' && at !== null ? at.port : undefined
}

const listening = (server: Server | SecureServer, { address, port }: ListenerOptions): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed)
    server.listen({ port, host: address, exclusive: true }, () => {
      server.off('error', failed)
      done()
    })
  })

function serverOf({ secure, door, log, handle, isTrusted }: ListenerOptions): Server | SecureServer {
  // What `tls` has no key for is no certificate: it throws, and is told like a port that is taken.
  const server = secure ? createSecureServer({ ...http, ...tls, ...secure }) : createServer(http)
  server.maxRequestsPerSocket = mostRequests
  server.maxHeadersCount = 100
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined)
    if (!door.enter(socket, isTrusted(socket.remoteAddress ?? '')))
      log.debug(`[http server] too many connections: one from ${socket.remoteAddress ?? 'nobody'} is ended`)
  })
  const answer: RequestListener = (request, response) => {
    door.asked(request.socket)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.once('finish', () => door.answered(request.socket))
    handle(request, response)
  }
  server.on('request', answer)
  // Only who is let in is told to go on with a body.
  server.on('checkContinue', answer)
  server.on('dropRequest', (_: IncomingMessage, socket: Duplex) => socket.destroy())
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => refuse(error, socket))
  server.on('error', (error) => log.debug(`[http server] ${reasonOf(error)}`))
  return server
}

/** What is no HTTP gets an answer that no agent is needed for. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  if (socket.writable && error.code !== 'ECONNRESET')
    socket.end(
      `HTTP/1.1 ${status}\r\nServer: FusionInventory-Agent\r\nContent-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n`,
      () => socket.destroy(),
    )
  else socket.destroy()
}
