import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { basicCredentials } from './request.ts'

export interface ProxyOptions {
  /** Basic authentication; without it 407. */
  readonly auth?: { readonly user: string; readonly password: string }
  /** Where `host:port` of a target really is: lets a made-up name reach a server on loopback. */
  readonly route?: Readonly<Record<string, { readonly host: string; readonly port: number }>>
}

/** One request to the proxy: the target as asked, and whether it was let through. */
export interface ProxyRequest {
  readonly method: string
  /** `host:port`. */
  readonly target: string
  readonly allowed: boolean
  readonly headers: IncomingMessage['headers']
}

export interface TestProxy {
  readonly url: string
  readonly port: number
  readonly requests: readonly ProxyRequest[]
  close(): Promise<void>
}

const challenge = { 'Proxy-Authenticate': 'Basic realm="proxy"' }

/** A small HTTP proxy on a free port of 127.0.0.1: absolute-form requests, and CONNECT (RFC 9110, 9.3.6). */
export async function startProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  const requests: ProxyRequest[] = []
  const open = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    open.add(socket)
    return socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
  }
  const admit = (message: IncomingMessage, target: string): boolean => {
    const { auth } = options
    const given = basicCredentials(message.headers['proxy-authorization'])
    const allowed = !auth || given === `${auth.user}:${auth.password}`
    requests.push({ method: message.method ?? '', target, allowed, headers: message.headers })
    return allowed
  }
  const whereIs = (target: string): { readonly host: string; readonly port: number } => {
    const end = target.lastIndexOf(':')
    return options.route?.[target] ?? { host: target.slice(0, end), port: Number(target.slice(end + 1)) }
  }

  const server = createServer((message: IncomingMessage, response: ServerResponse) => {
    const url = new URL(message.url ?? '', 'http://host')
    const target = `${url.hostname}:${url.port || 80}`
    if (!admit(message, target)) {
      message.resume()
      response.writeHead(407, challenge).end('proxy authentication required')
      return
    }
    const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = message.headers
    const onward = httpRequest(
      { ...whereIs(target), method: message.method, path: url.pathname + url.search, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.writeHead(502).end())
    message.pipe(onward)
  })
  server.on('connection', keep)
  server.on('connect', (message: IncomingMessage, client: Socket) => {
    if (!admit(message, message.url ?? '')) {
      client.end(
        `HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${challenge['Proxy-Authenticate']}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      )
      return
    }
    const onward = keep(connect(whereIs(message.url ?? '')))
    onward.once('connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.pipe(client).pipe(onward)
    })
    onward.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'))
    client.once('close', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
