import { createServer, type Server, type Socket } from 'node:net'
import {
  type Fault,
  type RecordedRequest,
  type ServerOptions,
  startServer,
  type TestServer,
} from '@fusioninventory/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { loadTrust } from '../trust/index.ts'
import type { Message } from './client.ts'
import { type Client, type ClientOptions, createClient } from './client.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function serve(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(options)
  open.push(server)
  return server
}

const lines: string[] = []
const log = { warning: (line: string) => lines.push(line), debug: () => undefined }
function client(url: string, options: Partial<ClientOptions> = {}): Client {
  lines.length = 0
  const made = createClient({ url, userAgent: 'Test', trust: loadTrust({}), env: {}, log, ...options })
  open.push(made)
  return made
}

const body = Buffer.from('<REQUEST><DEVICEID>a</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>')
const post: Message = { headers: { 'content-type': 'application/xml' }, body }
const faults =
  (...list: (Fault | undefined)[]) =>
  (_: RecordedRequest, n: number): Fault | undefined =>
    list[n - 1]

describe('a message', () => {
  it('has the headers that servers look at, and no others', async () => {
    const server = await serve()
    const answer = await client(server.url).send(post)
    expect(answer.status).toBe(200)
    const { method, headers, raw } = server.requests[0] ?? {}
    expect(method).toBe('POST')
    expect(raw?.equals(body)).toBe(true)
    expect(headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
      'user-agent': 'Test',
      pragma: 'no-cache',
      'content-type': 'application/xml',
      'content-length': String(body.length),
    })
  })

  it('is told to who debugs: where it went, and what came back', async () => {
    const server = await serve({ fault: faults({ kind: 'status', status: 418, type: 'text/x', body: '1234' }) })
    const told: string[] = []
    const url = server.url.replace('//', '//u:canary@')
    await client(url, { log: { ...log, debug: (line) => told.push(line) } }).send(post)
    expect(told).toEqual([`POST ${server.url} (${body.length} bytes): 418 I'm a Teapot, text/x, 4 bytes`])
  })

  it('may come in pieces, and has its length all the same', async () => {
    const server = await serve()
    const chunks = async function* () {
      yield body.subarray(0, 20)
      yield body.subarray(20)
    }
    await client(server.url).send({ ...post, body: { length: body.length, chunks } })
    expect(server.requests[0]?.raw.equals(body)).toBe(true)
    expect(server.requests[0]?.headers['content-length']).toBe(String(body.length))
    expect(server.requests[0]?.headers['transfer-encoding']).toBeUndefined()
  })

  it('shares a connection with others', async () => {
    const server = await serve()
    const one = client(server.url)
    for (let i = 0; i < 3; i++) await one.send(post)
    expect(server.requests.map((request) => request.connection)).toEqual([1, 1, 1])
  })

  it('GET has no body', async () => {
    const server = await serve()
    const answer = await client(server.url).send({ method: 'GET', url: new URL('?action=x', server.url) })
    expect(answer.status).toBe(400)
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/plugins/fusioninventory/?action=x' })
  })
})

describe('redirects', () => {
  it.each([301, 302, 307, 308] as const)('%i repeats the POST, and is told', async (status) => {
    const server = await serve({ fault: faults({ kind: 'redirect', status, location: './?x' }) })
    const answer = await client(server.url).send(post)
    expect(answer.url.href).toBe(`${server.url}?x`)
    expect(server.requests.map((one) => [one.method, one.raw.length])).toEqual([
      ['POST', body.length],
      ['POST', body.length],
    ])
    expect(lines).toEqual([`${server.url} redirects to ${server.url}?x (${status}); that URL should be given instead`])
  })

  it('303 would lose a POST, but leads a GET on', async () => {
    const server = await serve({ fault: () => ({ kind: 'redirect', status: 303, location: server.url }) })
    await expect(client(server.url).send(post)).rejects.toMatchObject({
      code: 'REDIRECT',
      message: 'communication error: 303 See Other',
      hint: expect.stringContaining('redirect dropped the body'),
    })
    expect(server.requests).toHaveLength(1)
    await expect(client(server.url).send({ method: 'GET' })).rejects.toMatchObject({
      hint: expect.stringContaining('more than 7'),
    })
  })

  it('S-4: end after seven', async () => {
    const server = await serve({ fault: () => ({ kind: 'redirect', status: 302, location: server.url }) })
    await expect(client(server.url).send(post)).rejects.toMatchObject({ message: 'communication error: 302 Found' })
    expect(server.requests).toHaveLength(8)
  })

  it.each(['', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'http://['])(
    'S-4: to %j are not followed',
    async (location) => {
      const server = await serve({ fault: () => ({ kind: 'redirect', status: 302, location }) })
      const result = client(server.url).send(post)
      if (location === '') await expect(result).rejects.toMatchObject({ code: 'REDIRECT' })
      else
        await expect(result).rejects.toMatchObject({
          code: 'REDIRECT',
          hint: expect.stringMatching(/not followed|where to/),
        })
    },
  )

  it('S-5: take no credentials to another place, nor from a Location', async () => {
    const other = await serve({ auth: { user: 'u', password: 'p' } })
    const server = await serve({
      fault: () => ({ kind: 'redirect', status: 307, location: other.url.replace('//', '//u:p@') }),
    })
    const error = client(server.url.replace('//', '//u:p@')).send(post)
    await expect(error).rejects.toMatchObject({
      code: 'AUTH',
      hint: expect.stringContaining(`give ${other.url} as --url`),
    })
    expect(server.requests[0]?.credentials).toBe('u:p')
    expect(other.requests.map((one) => one.credentials)).toEqual([undefined])
  })
})

describe('authentication', () => {
  const auth = { user: 'agent', password: 's3crêt:x' }

  it('is given when asked for, and remembered', async () => {
    const server = await serve({ auth })
    const one = client(server.url, auth)
    expect((await one.send(post)).status).toBe(200)
    expect((await one.send(post)).status).toBe(200)
    expect(server.requests.map((request) => request.credentials)).toEqual([
      undefined,
      'agent:s3crêt:x',
      'agent:s3crêt:x',
    ])
  })

  it('many at once learn it together', async () => {
    const server = await serve({ auth })
    const one = client(server.url, auth)
    const answers = await Promise.all(Array.from({ length: 5 }, () => one.send(post)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
  })

  it('from the URL is sent at once', async () => {
    const server = await serve({ auth })
    const one = client(server.url.replace('//', '//agent:s3cr%C3%AAt%3Ax@'))
    expect((await one.send(post)).status).toBe(200)
    expect(server.requests.map((request) => request.url)).toEqual(['/plugins/fusioninventory/'])
    expect(one.url.href).toBe(server.url)
  })

  it('that is wrong is tried once', async () => {
    const server = await serve({ auth })
    const error = { code: 'AUTH', message: 'authentication required, wrong credentials', status: '401 Unauthorized' }
    const one = client(server.url, { user: 'agent', password: 'bad' })
    await expect(one.send(post)).rejects.toMatchObject(error)
    expect(server.requests).toHaveLength(2)
    await expect(one.send(post)).rejects.toMatchObject(error)
    expect(server.requests).toHaveLength(3)
  })

  it('needs both name and password, and a Basic challenge', async () => {
    const server = await serve({ auth })
    const none = { message: 'authentication required, no credentials available' }
    await expect(client(server.url).send(post)).rejects.toMatchObject(none)
    await expect(client(server.url, { user: 'agent' }).send(post)).rejects.toMatchObject(none)
    const headers = { 'WWW-Authenticate': 'Digest realm="x", nonce="y"' }
    const digest = await serve({ fault: () => ({ kind: 'status', status: 401, headers }) })
    await expect(client(digest.url, auth).send(post)).rejects.toMatchObject({
      ...none,
      hint: expect.stringContaining('digest'),
    })
    expect(digest.requests).toHaveLength(1)
  })
})

describe('repetitions', () => {
  const waits: number[] = []
  const sleep = async (ms: number) => {
    waits.push(ms)
  }

  it('happen when asked, later and later, and heed Retry-After', async () => {
    waits.length = 0
    const busy = (after?: string): Fault => ({
      kind: 'status',
      status: 503,
      ...(after && { headers: { 'Retry-After': after } }),
    })
    const server = await serve({ fault: faults({ kind: 'reset' }, busy('7'), busy(), busy()) })
    const random = () => 0.5
    expect((await client(server.url, { retries: 4, sleep, random }).send(post)).status).toBe(200)
    expect(waits).toEqual([750, 7000, 3000, 6000])
    expect(server.requests).toHaveLength(5)
  })

  it('not before the time that Retry-After tells, and not in this run where that is far away', async () => {
    waits.length = 0
    const later = (after: string): Fault => ({ kind: 'status', status: 429, headers: { 'Retry-After': after } })
    const soon = new Date(Date.now() + 60_500).toUTCString()
    const server = await serve({ fault: faults(later('300'), later(soon), later('301'), later('9'.repeat(400))) })
    const one = client(server.url, { retries: 5, sleep })
    expect((await one.send(post)).status).toBe(429)
    expect([waits.length, waits[0], server.requests.length]).toEqual([2, 300_000, 3])
    expect(waits[1]).toBeGreaterThan(55_000)
    expect(lines.at(-1)).toMatch(/^http:\/\/127\.0\.0\.1:\d+ wants no further message before 2\d\d\d-.*; not waiting/)
    expect((await one.send(post)).status).toBe(429)
    expect(waits).toHaveLength(2)
  })

  it('lie apart by chance where nobody says otherwise', async () => {
    waits.length = 0
    const server = await serve({ fault: () => ({ kind: 'status', status: 503 }) })
    await client(server.url, { retries: 8, sleep }).send(post)
    expect(waits.every((ms, n) => (ms >= 500 * 2 ** n && ms <= 1000 * 2 ** n) || ms >= 30_000)).toBe(true)
    expect(waits.every((ms, n) => ms === 1000 * 2 ** n)).toBe(false)
  })

  it('end, and give what came last', async () => {
    waits.length = 0
    const server = await serve({ fault: () => ({ kind: 'status', status: 500 }) })
    expect((await client(server.url, { retries: 2, sleep }).send(post)).status).toBe(500)
    expect(server.requests).toHaveLength(3)
    expect((await client(server.url).send(post)).status).toBe(500)
    expect(server.requests).toHaveLength(4)
  })

  it.each([400, 401, 403, 404, 413, 501])('are of no use after %i', async (status) => {
    const server = await serve({ fault: () => ({ kind: 'status', status }) })
    await client(server.url, { retries: 3, sleep })
      .send(post)
      .catch(() => undefined)
    expect(server.requests).toHaveLength(1)
  })

  it('of a message on a kept connection that died happen once, unasked', async () => {
    const server = await serve({ fault: faults(undefined, { kind: 'reset' }, undefined) })
    const one = client(server.url)
    await one.send(post)
    expect((await one.send(post)).status).toBe(200)
    expect(server.requests.map((request) => request.connection)).toEqual([1, 1, 2])
  })

  it('do not happen on a new connection', async () => {
    const server = await serve({ fault: () => ({ kind: 'reset' }) })
    await expect(client(server.url).send(post)).rejects.toMatchObject({ code: 'RESET' })
    expect(server.requests).toHaveLength(1)
  })
})

describe('limits', () => {
  it('S-8: of silence', async () => {
    const server = await serve({ fault: () => ({ kind: 'hang' }) })
    await expect(client(server.url, { idleMs: 50 }).send(post)).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: 'communication error: 500 read timeout',
    })
  })

  it('S-8: of the whole, however lively the drip', async () => {
    const server = await serve({ fault: () => ({ kind: 'drip', everyMs: 10 }) })
    await expect(client(server.url, { idleMs: 5000, totalMs: 150 }).send(post)).rejects.toMatchObject({
      code: 'TIMEOUT',
    })
  })

  it('S-8: of the answer', async () => {
    const server = await serve({ fault: () => ({ kind: 'text', text: 'x'.repeat(5000) }) })
    await expect(client(server.url, { maxBytes: 4999 }).send(post)).rejects.toMatchObject({ code: 'TOO_LARGE' })
    expect((await client(server.url, { maxBytes: 5000 }).send(post)).body).toHaveLength(5000)
  })

  it('S-8: of patience: a signal ends it, closing does too', async () => {
    const server = await serve({ fault: () => ({ kind: 'hang' }) })
    const stop = new AbortController()
    const pending = client(server.url).send({ ...post, signal: stop.signal })
    setTimeout(() => stop.abort(), 20)
    await expect(pending).rejects.toMatchObject({ code: 'ABORTED' })
    const one = client(server.url)
    const other = one.send(post)
    setTimeout(() => one.close(), 20)
    await expect(other).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

describe('a server that is none', () => {
  /** Answers each connection with these bytes, or closes it. */
  async function raw(answer?: string): Promise<string> {
    const sockets = new Set<Socket>()
    const server: Server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined))
      if (answer === undefined) socket.destroy()
      else socket.end(answer)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push({
      close() {
        for (const one of sockets) one.destroy()
        server.close()
      },
    })
    const address = server.address()
    return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  it('refused', async () => {
    const server = await startServer()
    await server.close()
    const at = `127.0.0.1:${server.port}`
    await expect(client(server.url).send(post)).rejects.toMatchObject({
      code: 'CONNECT',
      message: `communication error: 500 Can't connect to ${at} (Connection refused)`,
      status: `500 Can't connect to ${at} (Connection refused)`,
    })
  })

  it('unknown name', async () => {
    await expect(client('http://nonexistent.invalid/').send(post)).rejects.toMatchObject({
      code: 'DNS',
      message: expect.stringMatching(
        /^communication error: 500 Can't connect to nonexistent\.invalid:80 \((Name or service not known|Temporary failure in name resolution)\)$/,
      ),
    })
  })

  it('S-8: closed at once, no HTTP, endless headers', async () => {
    await expect(client(await raw()).send(post)).rejects.toMatchObject({ code: 'RESET' })
    const noise = client(await raw('220 mail.example.org ESMTP\r\n')).send(post)
    await expect(noise).rejects.toMatchObject({ code: 'RESET', hint: expect.stringContaining('does not speak HTTP') })
    const headers = client(await raw(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`)).send(post)
    await expect(headers).rejects.toMatchObject({ code: 'RESET', hint: 'its headers are too large' })
  })

  it.each(['', 'Upgrade: x\r\nConnection: upgrade\r\n'])('another protocol, %j', async (headers) => {
    const answer = await client(await raw(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`)).send(post)
    expect([answer.status, answer.statusText, answer.body.length]).toEqual([101, 'Switching Protocols', 0])
  })

  it.each<Fault>([{ kind: 'half' }, { kind: 'length', by: 10 }, { kind: 'reset', after: 'half' }])(
    'cut: %j',
    async (fault) => {
      const server = await serve({ fault: () => fault })
      await expect(client(server.url).send(post)).rejects.toMatchObject({ code: 'RESET' })
    },
  )

  it('plain HTTP where TLS is expected', async () => {
    const server = await serve()
    await expect(client(server.url.replace('http:', 'https:')).send(post)).rejects.toMatchObject({
      code: 'TLS',
      hint: expect.stringContaining('does not speak TLS'),
    })
  })
})
