import * as http from 'node:http'
import * as https from 'node:https'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { type Trust, verifyPeer } from '../trust/index.ts'
import { basic } from './auth.ts'
import { failure, type Peer, TransportError } from './errors.ts'
import type { ProxyServer } from './proxy.ts'
import { hostPort } from './url.ts'

export interface Dial {
  readonly trust: Trust
  /** Our certificate is shown: the server is the target itself, not one it redirected to. */
  readonly own: boolean
  readonly connectMs: number
  /** Ends every connection, those being made too. */
  readonly signal: AbortSignal
}

type ConnectOptions = Parameters<import('https-proxy-agent').HttpsProxyAgent<string>['connect']>[1]

const keepAlive = { keepAlive: true, scheduling: 'lifo' } as const

const tlsOptions = ({ trust, own }: Dial): tls.ConnectionOptions => ({
  secureContext: trust.context(own),
  // The verdict is verifyPeer's, given before the first byte is written.
  rejectUnauthorized: false,
  checkServerIdentity: () => undefined,
  session: undefined,
  ALPNProtocols: ['http/1.1'],
})

/** Resolves with the socket once it is connected, and for TLS once the server is known to be the right one. */
function settled<S extends net.Socket>(socket: S, host: string, dial: Dial, peer: Peer): Promise<S> {
  const secure = socket instanceof tls.TLSSocket ? socket : undefined
  return new Promise<S>((resolve, reject) => {
    const end = (error: Error): void => {
      clearTimeout(timer)
      socket.on('error', () => undefined).destroy()
      reject(error)
    }
    const timer = setTimeout(
      () => end(Object.assign(new Error('connection timed out'), { event: 'connect' })),
      dial.connectMs,
    )
    const closed = (): void => end(Object.assign(new Error('closed while connecting'), { code: 'ECONNRESET' }))
    socket.once('error', end)
    socket.once('close', closed)
    socket.once(secure === undefined ? 'connect' : 'secureConnect', () => {
      const problem = secure === undefined ? undefined : verifyPeer(secure, host, dial.trust)
      socket.off('close', closed)
      if (problem !== undefined) {
        return end(failure('TLS', `500 Can't connect to ${peer.at} (${problem.reason})`, peer, { hint: problem.hint }))
      }
      clearTimeout(timer)
      socket.off('error', end)
      resolve(socket)
    })
  })
}

/** Makes the connections of an agent to one place, and hands them over when they are ready. */
function connector(url: URL, dial: Dial, peer: Peer): http.Agent['createConnection'] {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'https:'
  // Without delay: a message is written in several pieces, and the last one would wait for the acknowledgement of those before.
  const where = { host, port: Number(url.port || (secure ? 443 : 80)), signal: dial.signal, noDelay: true }
  return (_, callback) => {
    const socket = secure
      ? tls.connect({ ...where, ...(net.isIP(host) === 0 && { servername: host }), ...tlsOptions(dial) })
      : net.connect(where)
    settled(socket, host, dial, peer).then(
      (ready) => callback?.(null, ready),
      (error: Error) => callback?.(error, socket),
    )
    return undefined
  }
}

/** An agent whose connections go straight to the server. */
export function directAgent(url: URL, dial: Dial): http.Agent {
  const secure = url.protocol === 'https:'
  const agent = secure ? new https.Agent({ ...keepAlive, maxCachedSessions: 0 }) : new http.Agent(keepAlive)
  agent.createConnection = connector(url, dial, { at: hostPort(url), proxied: false })
  return agent
}

/** An agent whose connections go through a proxy: CONNECT for https, the absolute form for http. */
export async function proxyAgent(url: URL, proxy: ProxyServer, dial: Dial): Promise<http.Agent> {
  const peer = { at: hostPort(proxy.url), proxied: true }
  // What proves the server proves nothing of the proxy, nor is the proxy to see our certificate.
  const toProxy: Dial = { ...dial, own: false, trust: { ...dial.trust, fingerprints: [] } }
  const authorization = proxy.credentials === undefined ? undefined : basic(proxy.credentials)
  return url.protocol === 'http:'
    ? absoluteFormAgent(url, connector(proxy.url, toProxy, peer), authorization)
    : tunnelAgent(url, proxy, authorization, dial, peer)
}

/** RFC 9112 section 3.2.2. (http-proxy-agent 9 writes the head twice when a request ends while it connects.) */
function absoluteFormAgent(
  url: URL,
  connect: http.Agent['createConnection'],
  authorization: string | undefined,
): http.Agent {
  class AbsoluteFormAgent extends http.Agent {
    /** Node calls it for each new request, before its head is written. */
    addRequest(request: http.ClientRequest, ...more: unknown[]): void {
      request.path = new URL(request.path, url).href
      if (authorization !== undefined) request.setHeader('Proxy-Authorization', authorization)
      const next: unknown = Reflect.get(http.Agent.prototype, 'addRequest')
      if (typeof next === 'function') next.call(this, request, ...more)
    }
  }
  const agent = new AbsoluteFormAgent(keepAlive)
  agent.createConnection = connect
  return agent
}

async function tunnelAgent(
  url: URL,
  proxy: ProxyServer,
  authorization: string | undefined,
  dial: Dial,
  peer: Peer,
): Promise<http.Agent> {
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  class Tunnel extends HttpsProxyAgent<string> {
    override async connect(req: http.ClientRequest, options: ConnectOptions): Promise<net.Socket> {
      let status = 0
      let text = ''
      req.once('proxyConnect', (answer: { statusCode: number; statusText?: string }) => {
        status = answer.statusCode
        text = answer.statusText ?? ''
      })
      const socket = await super.connect(req, { ...options, ...tlsOptions(dial) } as ConnectOptions)
      // Anything but 200 would be read as the server's own answer: a proxy must not be able to say yes in its name.
      if (!(socket instanceof tls.TLSSocket) || status !== 200) {
        socket.destroy()
        throw status === 407 ? proxyRefused() : failure('HTTP', `${status} ${text}`.trim(), peer)
      }
      return settled(socket, String(options.host), dial, { ...peer, at: hostPort(url) })
    }
  }
  return new Tunnel(proxy.url, {
    ...keepAlive,
    signal: dial.signal,
    // Not in the URL, which the library would show in its debug lines.
    headers: authorization === undefined ? {} : { 'Proxy-Authorization': authorization },
    ...(proxy.url.protocol === 'https:' && {
      secureContext: dial.trust.context(false),
      rejectUnauthorized: dial.trust.check,
    }),
  })
}

export const proxyRefused = (): TransportError =>
  new TransportError('PROXY_AUTH', 'proxy authentication required, wrong or no proxy credentials', {
    status: '407 Proxy Authentication Required',
    hint: 'give them in the URL of the proxy: http://USER:PASSWORD@HOST:PORT',
  })
