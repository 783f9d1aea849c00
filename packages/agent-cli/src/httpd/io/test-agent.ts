import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Logger, loggerOf } from '@fusioninventory/cli-kit'
import { onTestFinished } from 'vitest'
import type { Clock } from '../clock.ts'
import { openWebServer, type WebServer, type WebServerOptions, type WebSettings } from '../open.ts'
import { type TestView, testView, usual } from './test-view.ts'

/** Time that passes when a test says so. */
export interface TestClock extends Clock {
  advance(ms: number): Promise<void>
  set(ms: number): void
  readonly timers: number
}

export function testClock(start = Date.UTC(2026, 10, 26, 12)): TestClock {
  let now = start
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const until = now + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        now = Math.max(now, next.at)
        timers.delete(next)
        next.run()
        await new Promise((done) => setImmediate(done))
      }
      now = until
    },
    set(ms) {
      now = ms
    },
    get timers() {
      return timers.size
    },
  }
}

export function testLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = []
  return { log: loggerOf('debug2', { put: (level, text) => void lines.push(`[${level}] ${text}`) }), lines }
}

export interface Running {
  readonly server: WebServer
  readonly view: TestView
  readonly clock: TestClock
  readonly lines: string[]
  readonly confdir: string
  readonly port: number
  get(path: string, more?: Ask): Promise<Answer>
  /** A connection, to say on it what one likes. */
  raw(from?: string): Promise<Socket>
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Address of the client. */
  readonly from?: string
  readonly port?: number
  readonly tls?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly text: string
}

/** The address of a client that nobody trusts. */
export const stranger = '127.0.0.2'

export function ask(
  port: number,
  path: string,
  { method = 'GET', headers, body, from, tls = false }: Ask = {},
): Promise<Answer> {
  const options = { host: '127.0.0.1', port, path, method, agent: false, localAddress: from ?? '127.0.0.1' } as const
  return new Promise((done, failed) => {
    const send = tls ? secureRequest({ ...options, rejectUnauthorized: false }) : request(options)
    for (const [name, value] of Object.entries(headers ?? {})) send.setHeader(name, value)
    send.once('error', failed)
    send.once('response', (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.once('error', failed)
      response.once('end', () => {
        const bytes = Buffer.concat(pieces)
        done({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() })
      })
    })
    send.end(body)
  })
}

/** A web server on loopback, which ends with the test. */
export async function running(
  settings: Partial<WebSettings> = {},
  more: Partial<WebServerOptions> & {
    readonly files?: Readonly<Record<string, string>>
    readonly view?: TestView
  } = {},
): Promise<Running> {
  const confdir = mkdtempSync(join(tmpdir(), 'fi-httpd-'))
  for (const [name, text] of Object.entries(more.files ?? {})) writeFileSync(join(confdir, name), text, { mode: 0o600 })
  const { log, lines } = testLog()
  const clock = testClock()
  const view = more.view ?? testView()
  const server = await openWebServer({
    settings: { ...usual, ...settings },
    ...{ confdir, log, clock, view, now: clock.now },
    signal: new AbortController().signal,
    lookup: async () => ['192.0.2.1'],
    ...more,
  })
  onTestFinished(async () => {
    await server.close()
    rmSync(confdir, { recursive: true })
  })
  const [port = 0] = server.ports
  return {
    ...{ server, view, clock, lines, confdir, port },
    get: (path, asked = {}) => ask(asked.port ?? port, path, asked),
    raw: (from = '127.0.0.1') =>
      new Promise((done, failed) => {
        const socket = connect({ host: '127.0.0.1', port, localAddress: from }, () => done(socket))
        socket.once('error', failed)
        onTestFinished(() => void socket.destroy())
      }),
  }
}
