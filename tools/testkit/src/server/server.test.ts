import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { deflateSync, gzipSync, inflateSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { makeCertificates } from './certificates.ts'
import { startProxy } from './proxy.ts'
import { type ServerOptions, startServer, type TestServer } from './server.ts'
import { elements, parseXml, textAt } from './xml.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
const start = async (options?: ServerOptions): Promise<TestServer> => {
  const server = await startServer(options)
  open.push(server)
  return server
}

interface Got {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const send = (
  url: string,
  options: RequestOptions,
  body: string | Buffer = '',
  tls: { ca?: string } = {},
): Promise<Got> =>
  new Promise((resolve, reject) => {
    const all = { method: 'POST', ...options, ...tls }
    const onward = url.startsWith('https:') ? httpsRequest(url, all) : httpRequest(url, all)
    onward.on('response', (message) => {
      const chunks: Buffer[] = []
      message.on('data', (chunk: Buffer) => chunks.push(chunk))
      message.on('error', reject)
      message.on('end', () =>
        resolve({ status: message.statusCode ?? 0, headers: message.headers, body: Buffer.concat(chunks) }),
      )
    })
    onward.on('error', reject)
    onward.end(body)
  })

const inventory = (id: string, inner = '<HARDWARE><CHECKSUM>1</CHECKSUM><NAME>a&amp;b</NAME></HARDWARE>'): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST>\n<CONTENT>${inner}</CONTENT>\n<DEVICEID>${id}</DEVICEID>\n<QUERY>INVENTORY</QUERY>\n</REQUEST>\n`
const ID = 'lab1-2026-11-22-17-00-00'
const type = (value: string): RequestOptions => ({ headers: { 'Content-Type': value } })

test('the plugin unpacks by type, else by trying, and answers packed alike', async () => {
  const server = await start()
  const zlib = await send(server.url, type('application/x-compress-zlib'), deflateSync(inventory(ID)))
  expect(zlib.headers['content-type']).toBe('application/x-compress-zlib')
  expect(parseXml(inflateSync(zlib.body).toString()).name).toBe('REPLY')
  const injector = await send(server.url, type('Application/x-compress'), deflateSync(inventory('b')))
  expect(injector.headers['content-type']).toBe('application/x-compress-zlib')
  await send(server.url, type('text/x-any'), gzipSync(inventory('c')))
  expect([...server.inventories.keys()]).toEqual([ID, 'b', 'c'])
  expect(server.requests.map((one) => one.unpacked?.packing)).toEqual(['zlib', 'zlib', 'gzip'])
})

test('the plugin takes what curl --data makes of a document: a form, without line breaks', async () => {
  const server = await start()
  const body = inventory(ID).replaceAll('\n', '')
  const got = await send(server.url, type('application/x-www-form-urlencoded'), body)
  expect(got.headers['content-type']).toBe('application/xml')
  const document = server.inventories.get(ID)?.document
  expect(document?.kind === 'xml' && textAt(document.root, 'CONTENT', 'HARDWARE', 'NAME')).toBe('a&b')
})

test('the plugin answers errors with 200', async () => {
  const server = await start()
  const broken = await send(server.url, type('application/xml'), inventory(ID).slice(0, 90))
  expect([broken.status, textAt(parseXml(broken.body.toString()), 'ERROR')]).toEqual([200, 'XML not well formed!'])
  const odd = await send(
    server.url,
    type('application/xml'),
    '<REQUEST><DEVICEID>x</DEVICEID><QUERY>FOO</QUERY></REQUEST>',
  )
  expect(odd.body.toString()).toMatch(/^Unattended element in QUERY : \*FOO\*<\?xml/)
  expect(server.inventories.size).toBe(0)
  const slashless = await send(server.url.slice(0, -1), {}, inventory(ID))
  expect([slashless.status, slashless.headers.location]).toEqual([301, '/plugins/fusioninventory/'])
  expect((await send(`${server.url}nowhere`, {}, inventory(ID))).status).toBe(404)
})

test('GLPI: XML and JSON, and a media type that it does not know', async () => {
  const server = await start({ role: 'glpi' })
  const json = { action: 'inventory', deviceid: ID, content: { versionclient: 'x' } }
  const plain = await send(server.url, type('application/json'), JSON.stringify(json))
  expect(plain.body.toString()).toBe('{"RESPONSE":"SEND"}')
  const headers = { 'Content-Type': 'application/x-compress-zlib', 'GLPI-Agent-ID': '5f1d' }
  const packed = await send(server.url, { headers }, deflateSync(JSON.stringify(json)))
  expect(JSON.parse(inflateSync(packed.body).toString())).toEqual({ expiration: '24', status: 'ok' })
  const unknown = await send(server.url, type('Application/x-compress'), deflateSync(inventory(ID)))
  expect([unknown.status, textAt(parseXml(unknown.body.toString()), 'ERROR')]).toEqual([400, 'XML not well formed!'])
  const xml = await send(server.url, type('application/xml'), inventory(ID))
  expect(textAt(parseXml(xml.body.toString()), 'RESPONSE')).toBe('SEND')
})

test('OCS: its demands on id, checksum, agent and length', async () => {
  const server = await start({ role: 'ocs' })
  const post = (body: string, headers = {}) => send(server.url, { headers }, deflateSync(body))
  const good = await post(inventory(ID))
  expect([good.status, good.headers['content-type']]).toEqual([200, 'application/x-compressed'])
  expect(textAt(parseXml(inflateSync(good.body).toString()), 'RESPONSE')).toBe('NO_ACCOUNT_UPDATE')
  const again = await post(inventory(ID))
  expect(textAt(parseXml(inflateSync(again.body).toString()), 'ACCOUNTINFO', 'KEYVALUE')).toBe('NA')
  expect((await post(inventory('lab1'))).status).toBe(400)
  expect((await post(inventory(ID, '<HARDWARE/>'))).status).toBe(500)
  expect((await send(server.url, {}, inventory(ID))).status).toBe(200)
  const chunked = await send(server.url, { headers: { 'Transfer-Encoding': 'chunked' } }, deflateSync(inventory(ID)))
  expect(chunked.status).toBe(500)
  const prolog = inventory(ID).replace('INVENTORY', 'PROLOG')
  expect((await post(prolog)).status).toBe(400)
  const known = await post(prolog, { 'User-Agent': 'FusionInventory-Agent' })
  const reply = parseXml(inflateSync(known.body).toString())
  expect(elements(reply, 'OPTION', 'PARAM')[0]?.attributes.TYPE).toBe('CONF')
})

test('401 without the right credentials, then recorded ones', async () => {
  const server = await start({ auth: { user: 'u', password: 'pässword' } })
  const first = await send(server.url, {}, inventory(ID))
  expect([first.status, first.headers['www-authenticate']]).toEqual([401, 'Basic realm="inventory"'])
  const authorization = `Basic ${Buffer.from('u:pässword').toString('base64')}`
  expect((await send(server.url, { headers: { authorization } }, inventory(ID))).status).toBe(200)
  expect(server.requests.map((one) => one.credentials)).toEqual([undefined, 'u:pässword'])
})

test('faults: status, redirect, pending, empty, page, text', async () => {
  const faults = [
    { kind: 'status', status: 503, headers: { 'Retry-After': '7' } },
    { kind: 'redirect', status: 307, location: '/x' },
    { kind: 'pending', expiration: '10s', requestId: '0000AAAA' },
    { kind: 'empty' },
    { kind: 'html' },
    { kind: 'text', text: 'Inventory is disabled' },
    { kind: 'xml-bomb', form: 'entities' },
  ] as const
  const server = await start({ fault: (_, n) => faults[n - 1] })
  const got: Got[] = []
  for (const _ of faults) got.push(await send(server.url, {}, inventory(ID)))
  expect(got.map((one) => one.status)).toEqual([503, 307, 202, 200, 200, 200, 200])
  expect(got[0]?.headers['retry-after']).toBe('7')
  expect(got[1]?.headers.location).toBe('/x')
  expect(got[2]?.headers['glpi-request-id']).toBe('0000AAAA')
  expect(got[3]?.body.length).toBe(0)
  expect(got[4]?.body.toString()).toContain('<html>')
  expect(got[6]?.body.toString()).toContain('<!ENTITY')
  expect(server.inventories.size).toBe(0)
})

test('faults of delivery: drip comes whole, reset and half do not', async () => {
  const server = await start({
    fault: (_, n) =>
      [{ kind: 'drip', everyMs: 1, bytes: 40 } as const, { kind: 'reset' } as const, { kind: 'half' } as const][n - 1],
  })
  const dripped = await send(server.url, {}, inventory(ID))
  expect(parseXml(dripped.body.toString()).name).toBe('REPLY')
  expect(server.inventories.has(ID)).toBe(true)
  await expect(send(server.url, {}, inventory('b'))).rejects.toThrow(/ECONNRESET|hang up/)
  await expect(send(server.url, {}, inventory('c'))).rejects.toThrow(/aborted/)
  expect([...server.inventories.keys()]).toEqual([ID, 'c'])
})

test('a wrong length: too large ends early, too small leaves bytes over', async () => {
  const server = await start({ fault: (_, n) => ({ kind: 'length', by: n === 1 ? 10 : -10 }) })
  await expect(send(server.url, {}, inventory(ID))).rejects.toThrow(/aborted/)
  const raw = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`POST /plugins/fusioninventory/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx`),
    )
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => resolve(text))
  })
  const told = Number(/Content-Length: (\d+)/.exec(raw)?.[1])
  expect(raw.split('\r\n\r\n')[1]?.length).toBe(told + 10)
})

test('a decompression bomb is small on the wire', async () => {
  const server = await start({ fault: () => ({ kind: 'bomb', bytes: 5_000_000 }) })
  const got = await send(server.url, {}, inventory(ID))
  expect(got.body.length).toBeLessThan(10_000)
  expect(inflateSync(got.body).length).toBe(5_000_000)
})

test('a body above the limit is not kept; a fault at the head leaves it unread', async () => {
  const server = await start({ maxBody: 1000, headFault: (_, n) => (n === 2 ? { kind: 'reset' } : undefined) })
  expect((await send(server.url, {}, Buffer.alloc(5000))).status).toBe(413)
  await expect(send(server.url, {}, inventory(ID))).rejects.toThrow(/ECONNRESET|hang up|EPIPE/)
  expect(server.requests.map((one) => one.raw.length)).toEqual([0, 0])
})

test('connections are counted', async () => {
  const server = await start()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await send(server.url, { agent }, inventory(ID))
  await send(server.url, { agent }, inventory(ID))
  await send(server.url, { agent: false }, inventory(ID))
  agent.destroy()
  expect(server.requests.map((one) => one.connection)).toEqual([1, 1, 2])
})

test('certificates: the good one is trusted, each bad one is refused for its own reason', async () => {
  const made = makeCertificates()
  const against = async (pair: { key: string; cert: string }) => {
    const server = await start({ tls: pair })
    return send(server.url, { agent: false }, inventory(ID), { ca: made.ca })
  }
  expect((await against(made.good)).status).toBe(200)
  await expect(against(made.expired)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' })
  await expect(against(made.wrongName)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  await expect(against(made.selfSigned)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

test('the proxy asks for credentials, then forwards to where a name is routed', async () => {
  const server = await start()
  const proxy = await startProxy({
    auth: { user: 'p', password: 'q' },
    route: { 'glpi.example.org:80': { host: '127.0.0.1', port: server.port } },
  })
  open.push(proxy)
  const path = 'http://glpi.example.org/plugins/fusioninventory/'
  const through = (headers: Record<string, string>) => send(proxy.url, { path, headers }, inventory(ID))
  const refused = await through({})
  expect([refused.status, refused.headers['proxy-authenticate']]).toEqual([407, 'Basic realm="proxy"'])
  expect((await through({ 'Proxy-Authorization': `Basic ${btoa('p:q')}`, Host: 'glpi.example.org' })).status).toBe(200)
  expect(proxy.requests.map((one) => [one.method, one.target, one.allowed])).toEqual([
    ['POST', 'glpi.example.org:80', false],
    ['POST', 'glpi.example.org:80', true],
  ])
  expect(server.requests[0]?.headers).toMatchObject({ host: 'glpi.example.org' })
  expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined()
})

test('CONNECT tunnels', async () => {
  const server = await start()
  const proxy = await startProxy()
  open.push(proxy)
  const status = await new Promise<string>((resolve) => {
    const onward = httpRequest(proxy.url, { method: 'CONNECT', path: `127.0.0.1:${server.port}` })
    onward.on('connect', (_, socket) => {
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
      socket.once('data', (chunk) => resolve(chunk.toString().split('\r\n')[0] ?? ''))
    })
    onward.end()
  })
  expect(status).toBe('HTTP/1.1 404 Not Found')
  expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', allowed: true })
})
