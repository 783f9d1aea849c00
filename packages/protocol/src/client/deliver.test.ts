import { answer, type Answer as Given, type ServerOptions, startServer } from '@fusioninventory/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { loadTrust } from '../trust/index.ts'
import { createClient } from './client.ts'
import { type DeliverOptions, type Delivery, deliver } from './deliver.ts'
import { pack } from './pack.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const lines: string[] = []
const waits: number[] = []
const log = { warning: (line: string) => lines.push(line), debug: () => undefined }

const document = '<REQUEST><CONTENT/><DEVICEID>a-2026-11-22-17-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>'
async function* pieces(text: string) {
  yield Buffer.from(text)
}

async function send(options: ServerOptions, how: Partial<DeliverOptions> = {}, text = document) {
  lines.length = 0
  waits.length = 0
  const server = await startServer(options)
  const client = createClient({ url: server.url, userAgent: 'Test', trust: loadTrust({}), env: {}, log })
  open.push(client, server)
  const delivery = await deliver(client, await pack(pieces(text)), {
    format: 'xml',
    compress: true,
    checked: true,
    log,
    sleep: async (ms) => {
      waits.push(ms)
    },
    ...how,
  })
  return { delivery, server }
}
const answering = (status: number, type: string, body: string): ServerOptions => ({
  answer: (): Given => answer(status, type, body),
})
const judged = async (status: number, type: string, body: string): Promise<Delivery> =>
  (await send(answering(status, type, body), { checked: false })).delivery

it('tells what was said to who wants to know all', async () => {
  const told: string[] = []
  const all = { log: { ...log, debug2: (line: string) => told.push(line) } }
  await send(answering(200, 'application/xml', '<REPLY><RESPONSE>SEND</RESPONSE></REPLY>'), all)
  await send(answering(500, 'text/html', `<p>${'x'.repeat(20_000)}`), all)
  expect(told).toEqual(['answer: <REPLY><RESPONSE>SEND</RESPONSE></REPLY>', `answer: <p>${'x'.repeat(8189)}`])
})

describe('success', () => {
  it.each(['plugin', 'glpi'] as const)('from a server like %s', async (role) => {
    for (const compress of [true, false]) {
      const { delivery, server } = await send({ role }, { compress })
      expect(delivery).toEqual({ status: 'sent', statusLine: 'OK', detail: 'OK' })
      expect(server.requests).toHaveLength(1)
      expect(server.requests[0]?.headers['content-type']).toBe(
        compress ? 'application/x-compress-zlib' : 'application/xml',
      )
      expect(server.inventories.size).toBe(1)
    }
  })

  it('as JSON, with the id of the agent', async () => {
    const text = JSON.stringify({
      action: 'inventory',
      deviceid: 'a-2026-11-22-17-00-00',
      itemtype: 'Computer',
      content: {},
    })
    const agentId = '0b7a2f5e-9c1d-4e7b-8a55-3f2d1c0b9a88'
    const via = ['one', 'two']
    const { delivery, server } = await send({ role: 'glpi' }, { format: 'json', agentId, via, compress: false }, text)
    expect(delivery.status).toBe('sent')
    expect(server.requests[0]?.headers['glpi-proxy-id']).toBe('one,two')
    expect(server.requests[0]?.headers).toMatchObject({ 'glpi-agent-id': agentId, 'content-type': 'application/json' })
  })

  it.each([
    ['application/xml', '<REPLY/>'],
    ['text/html', '<?xml version="1.0"?><REPLY><RESPONSE>SEND</RESPONSE></REPLY>'],
    ['application/json', '{"status":"ok","expiration":24}'],
    ['application/json', '{"RESPONSE":"SEND"}'],
  ])('%s %s', async (type, body) => {
    expect((await judged(200, type, body)).status).toBe('sent')
  })

  it('with warnings of PHP around is told', async () => {
    const { delivery } = await send(answering(200, 'text/html', '<b>Notice</b>: x<REPLY/>'))
    expect(delivery.status).toBe('sent')
    expect(lines).toEqual([expect.stringContaining('text before the answer skipped: <b>Notice</b>: x')])
  })
})

describe('no success', () => {
  it.each(['FOO', '<!-- none -->'])('a QUERY that the server does not know, %s, for all its REPLY', async (query) => {
    const text = document.replace('INVENTORY', query)
    for (const compress of [true, false]) {
      const { delivery } = await send({ role: 'plugin' }, { compress }, text)
      expect(delivery).toMatchObject({
        status: 'refused',
        statusLine: expect.stringMatching(/^Unattended element in QUERY : \*/),
      })
    }
  })

  it.each([
    [
      200,
      'application/xml',
      '<REPLY><ERROR>SSL REQUIRED BY SERVER</ERROR></REPLY>',
      'refused',
      'SSL REQUIRED BY SERVER',
    ],
    [200, 'application/xml', '<REPLY><ERROR/></REPLY>', 'refused', 'no reason given'],
    [
      400,
      'application/xml',
      '<REPLY><ERROR>JSON does not\nvalidate</ERROR></REPLY>',
      'refused',
      '400 Bad Request: JSON does not validate',
    ],
    [400, 'application/json', '{"status":"error","message":"no"}', 'refused', '400 Bad Request: no'],
    [200, 'application/json', '{"status":"error","message":"no"}', 'refused', 'no'],
    [500, 'application/xml', '<REPLY/>', 'refused', '500 Internal Server Error'],
    [403, 'text/html', '<html><body>Forbidden</body></html>', 'refused', '403 Forbidden'],
    [200, 'application/json', '{"status":"pending","expiration":"10s"}', 'failed', 'got too much pending status'],
    [202, 'application/json', '{"status":"pending","expiration":"10s"}', 'failed', 'got too much pending status'],
    [200, 'application/json', '{"status":"pending","expiration":"10h"}', 'failed', '200 pending'],
    [202, 'application/json', '{"status":"pending","expiration":24}', 'failed', '202 pending'],
    [200, 'application/json', '{}', 'failed', '200 none'],
    [200, 'application/json', '{"RESPONSE":"STOP"}', 'failed', '200 none'],
    [200, 'application/json', '{"status":"ok\\u001b[2J"}', 'failed', '200 ok [2J'],
    [200, 'application/xml', '<REPLY><status>error</status><message>m</message></REPLY>', 'refused', 'm'],
    [200, 'application/xml', '<REPLY><status>pending</status></REPLY>', 'failed', 'got too much pending status'],
    [
      200,
      'text/html',
      '<html><body>Please log in</body></html>',
      'failed',
      'unexpected content, starting with <html><body>Please log in</body></html>',
    ],
    [200, 'text/html', 'Inventory is disabled', 'refused', 'Inventory support is disabled server-side'],
    [200, 'application/xml', '', 'failed', 'unknown content format'],
    [204, 'application/xml', '', 'failed', 'unknown content format'],
    [200, 'application/xml', '<REPLY>', 'failed', expect.stringContaining('invalid XML')],
    [200, 'application/xml', '<REQUEST/>', 'failed', expect.stringContaining('unexpected content')],
  ])('%i %s %s: %s', async (status, type, body, verdict, statusLine) => {
    expect(await judged(status, type, body)).toMatchObject({ status: verdict, statusLine })
  })

  it('tells what a page says', async () => {
    const page =
      '<!DOCTYPE HTML><html><head><title>x</title></head>\n<body><h1>Bad Request</h1>\n<p>Reason: plain HTTP</p></body></html>'
    const { detail } = await judged(400, 'text/html', page)
    expect(detail).toBe('communication error: 400 Bad Request (it says: Bad Request Reason: plain HTTP)')
  })

  it('of a broken connection is told, not thrown', async () => {
    const { delivery } = await send({ fault: () => ({ kind: 'reset' }) })
    expect(delivery).toMatchObject({
      status: 'failed',
      code: 'RESET',
      detail: expect.stringMatching(/^communication error: 500 /),
    })
  })
})

describe('a server that does not understand packed documents', () => {
  const onlyPlain: ServerOptions = {
    answer: (request) => {
      const plain = request.headers['content-type'] === 'application/xml'
      return plain
        ? answer(200, 'application/xml', '<REPLY/>')
        : answer(400, 'application/xml', '<REPLY><ERROR>XML not well formed!</ERROR></REPLY>')
    },
  }

  it('gets a good one once more, plain', async () => {
    const { delivery, server } = await send(onlyPlain)
    expect(delivery.status).toBe('sent')
    expect(server.requests.map((one) => one.headers['content-type'])).toEqual([
      'application/x-compress-zlib',
      'application/xml',
    ])
    expect(server.requests[1]?.raw.toString()).toBe(document)
    expect(lines).toEqual([expect.stringContaining('does not understand compressed documents')])
  })

  it('is right about one that nobody has checked', async () => {
    const { delivery, server } = await send(onlyPlain, { checked: false })
    expect(delivery.status).toBe('refused')
    expect(server.requests).toHaveLength(1)
  })
})

describe('pending', () => {
  const uuid = '0b7a2f5e-9c1d-4e7b-8a55-3f2d1c0b9a88'
  const json = JSON.stringify({ action: 'inventory', deviceid: 'j', itemtype: 'Computer', content: {} })
  const pendingFor = (times: number, expiration: string): ServerOptions => ({
    role: 'glpi',
    fault: (_, n) => (n <= times ? { kind: 'pending', expiration, requestId: `0000000${n % 10}` } : undefined),
    answer: ({ method }) => (method === 'GET' ? answer(200, 'application/json', '{"status":"ok"}') : undefined),
  })
  const native = { format: 'json', agentId: uuid } as const

  it('is asked again with the id that the server gave, after the time that it told', async () => {
    const { delivery, server } = await send(pendingFor(3, '10s'), native, json)
    expect(delivery.status).toBe('sent')
    expect(waits).toEqual([10_000, 10_000, 10_000])
    expect(server.requests.map(({ method, raw }) => [method, raw.length > 0])).toEqual([
      ['POST', true],
      ['GET', false],
      ['GET', false],
      ['GET', false],
    ])
    const ids = server.requests.map((one) => one.headers['glpi-request-id'])
    expect(ids[0]).toMatch(/^[0-9A-F]{8}$/)
    expect(ids.slice(1)).toEqual(['00000001', '00000002', '00000003'])
    expect(new Set(server.requests.map((one) => one.headers['glpi-agent-id']))).toEqual(new Set([uuid]))
  })

  it('twelve times at most', async () => {
    const { delivery, server } = await send(pendingFor(100, '1s'), native, json)
    expect(delivery).toMatchObject({ status: 'failed', statusLine: 'got too much pending status' })
    expect(server.requests).toHaveLength(13)
  })

  it('not at all where the answer would come in hours', async () => {
    const { delivery, server } = await send(pendingFor(100, '2'), native, json)
    expect(delivery).toMatchObject({ status: 'failed', detail: expect.stringContaining('has not decided yet') })
    expect([server.requests.length, waits]).toEqual([1, []])
  })

  it('a no after it is a no', async () => {
    const options = {
      ...pendingFor(1, '1s'),
      answer: () => answer(400, 'application/json', '{"status":"error","message":"no such thing"}'),
    }
    expect((await send(options, native, json)).delivery).toMatchObject({
      status: 'refused',
      detail: expect.stringContaining('no such thing'),
    })
  })
})

it('a server that does not know our packing gets the next document plain at once', async () => {
  const server = await startServer({
    role: 'glpi',
    fault: ({ headers }) =>
      headers['content-type'] === 'application/xml' ? undefined : { kind: 'status', status: 415 },
  })
  const client = createClient({ url: server.url, userAgent: 'Test', trust: loadTrust({}), env: {}, log })
  open.push(client, server)
  const options = { format: 'xml', compress: true, checked: true, log } as const
  for (let i = 0; i < 3; i++) {
    expect((await deliver(client, await pack(pieces(document)), options)).status).toBe('sent')
  }
  expect(server.requests).toHaveLength(4)
})
