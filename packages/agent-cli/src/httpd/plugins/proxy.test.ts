import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Ask, ask, type Running, running, stranger } from '../io/test-agent.ts'
import { server0, type TestView, testView, usual } from '../io/test-view.ts'

const path = '/proxy/fusioninventory'
const message = (query: string, deviceid = 'machine-2026', content = '<CONTENT/>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST>${content}<DEVICEID>${deviceid}</DEVICEID><QUERY>${query}</QUERY></REQUEST>`

const post = (body: string | Uint8Array, more: Readonly<Record<string, string>> = {}): Ask => ({
  method: 'POST',
  body,
  headers: { 'Content-Type': 'application/xml', ...more },
})

function forwarding(): {
  readonly view: TestView
  readonly sent: { readonly xml: string; readonly via: readonly string[] }[]
} {
  const sent: { xml: string; via: readonly string[] }[] = []
  const view = testView({
    forward: async (document, _, via) => {
      sent.push({ xml: Buffer.from(document).toString(), via })
      return true
    },
  })
  return { view, sent }
}

/** With a store where `lines` name it as STORE. */
async function proxy(lines = '', view?: TestView): Promise<Running & { readonly store: string }> {
  const run = await running({}, view === undefined ? {} : { view })
  const store = join(run.confdir, 'store')
  mkdirSync(store)
  writeFileSync(
    join(run.confdir, 'proxy-server-plugin.cfg'),
    `disabled = no\nmaxrate = 1000\n${lines.replace('STORE', store)}\n`,
    {
      mode: 0o600,
    },
  )
  await run.server.reload(usual)
  return { ...run, store }
}

it('the exchange of an agent: PROLOG, INVENTORY', async () => {
  const { view, sent } = forwarding()
  const run = await proxy('prolog_freq = 12', view)
  expect((await run.get('/proxy/apiversion')).text).toBe('1.1')
  const prolog = await run.get(path, post(message('PROLOG')))
  expect([prolog.status, prolog.headers['content-type']]).toEqual([200, 'application/xml'])
  expect(prolog.text).toContain('<REPLY><PROLOG_FREQ>12</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>')
  const inventory = await run.get(path, post(message('INVENTORY')))
  expect([inventory.status, inventory.text.includes('<REPLY></REPLY>')]).toEqual([200, true])
  expect(sent).toEqual([{ xml: message('INVENTORY'), via: [run.view.agentid] }])
  expect(run.lines).toContain('[info] [proxy server plugin] INVENTORY query from machine-2026@127.0.0.1')
  const config = await run.get(`${path}?action=getConfig&machineid=x&task[Deploy]=2.8`)
  expect([config.status, config.text]).toEqual([200, '{}'])
})

it.each([
  ['application/x-compress-zlib', deflateSync],
  ['application/x-compress', deflateSync],
  ['application/x-compress-gzip', gzipSync],
])('%s is unpacked', async (type, packed) => {
  const { view, sent } = forwarding()
  const run = await proxy('', view)
  expect((await run.get(path, post(packed(message('INVENTORY')), { 'Content-Type': type }))).status).toBe(200)
  expect(sent[0]?.xml).toBe(message('INVENTORY'))
})

it.each<[string, Ask, number, string]>([
  ['no type', { method: 'POST', body: message('PROLOG') }, 403, 'Content-type not set'],
  ['another type', post(message('PROLOG'), { 'Content-Type': 'text/html' }), 403, 'Unsupported Content-type'],
  ['nothing', post(''), 403, 'No content'],
  ['no XML', post('hello'), 403, 'Unsupported content'],
  ['half of it', post(message('INVENTORY').slice(0, -20)), 403, 'Unsupported content'],
  ['another query', post(message('SNMPQUERY')), 403, 'Unsupported query'],
  ['a query that only begins so', post(message('PROLOGUE')), 403, 'Unsupported query'],
  ['no id', post(message('INVENTORY', '')), 403, 'INVENTORY query without deviceid'],
  ['another root', post('<OTHER><QUERY>INVENTORY</QUERY><DEVICEID>a</DEVICEID></OTHER>'), 403, 'Unsupported content'],
  [
    'a document type',
    post(`<!DOCTYPE a [<!ENTITY b "c">]>${message('INVENTORY').slice(39)}`),
    403,
    'Unsupported content',
  ],
  ['broken packing', post(deflateSync(message('PROLOG')).subarray(0, 50)), 403, 'Unsupported content'],
])('%s is refused', async (_, asked, status, text) => {
  const { view, sent } = forwarding()
  const run = await proxy('local_store = STORE', view)
  const answer = await run.get(path, asked)
  expect([answer.status, answer.text]).toEqual([status, text])
  expect([sent, readdirSync(run.store)]).toEqual([[], []])
})

it('another question is refused', async () => {
  const run = await proxy('', forwarding().view)
  const answer = await run.get(`${path}?action=other`)
  expect([answer.status, answer.text]).toEqual([403, 'Unsupported request'])
})

it('a store of its own, with or without handing on', async () => {
  const { view, sent } = forwarding()
  const both = await proxy('local_store = STORE', view)
  expect((await both.get(path, post(message('INVENTORY')))).status).toBe(200)
  const [name = ''] = readdirSync(both.store)
  expect([readFileSync(join(both.store, name), 'utf8'), sent.length]).toEqual([message('INVENTORY'), 1])
  const only = await proxy('local_store = STORE\nonly_local_store = yes', view)
  expect((await only.get(path, post(message('INVENTORY')))).status).toBe(200)
  expect([readdirSync(only.store).length, sent.length]).toEqual([1, 1])
})

it.each([
  ['only_local_store = yes', 'only_local_store needs local_store'],
  ['', 'neither local_store nor a server'],
])('what could do nothing with an inventory is off: %s', async (lines, why) => {
  const view = testView()
  view.list = []
  const run = await proxy(lines, view)
  expect((await run.get('/proxy/apiversion')).status).toBe(404)
  expect(run.lines.join('\n')).toContain(why)
})

it('what a server did not take is no success', async () => {
  for (const forward of [async () => false, () => Promise.reject(new Error('down'))]) {
    const run = await proxy('', testView({ forward }))
    expect((await run.get(path, post(message('INVENTORY')))).status).toBe(500)
  }
})

describe('S-17: the device id of a peer is never a path', () => {
  it.each([
    '../x',
    '../../../../tmp/fi-escape',
    '/tmp/fi-escape',
    '..\\x',
    'a&#0;b',
    'x'.repeat(4096),
    'CON',
    '&lt;x&gt;/../..',
  ])('%s', async (deviceid) => {
    const run = await proxy('local_store = STORE\nonly_local_store = yes')
    const before = readdirSync(run.confdir)
    const { status } = await run.get(path, post(message('INVENTORY', deviceid)))
    expect([200, 403]).toContain(status)
    expect(readdirSync(run.confdir)).toEqual(before)
    for (const name of readdirSync(run.store)) expect(name).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*-[0-9a-f]{12}\.xml$/)
    expect(readdirSync(run.store).length).toBe(status === 200 ? 1 : 0)
  })
  it('who is not trusted gets nothing kept, unless that is meant', async () => {
    const run = await proxy('local_store = STORE\nonly_local_store = yes')
    expect((await run.get(path, { ...post(message('INVENTORY')), from: stranger })).status).toBe(403)
    expect(readdirSync(run.store)).toEqual([])
    const open = await proxy('local_store = STORE\nonly_local_store = yes\nforbid_not_trusted = no')
    expect((await open.get(path, { ...post(message('INVENTORY')), from: stranger })).status).toBe(200)
  })
  it('no room: refused, and told as such', async () => {
    const run = await proxy('local_store = STORE\nonly_local_store = yes\nlocal_store_max = 1')
    const large = message('INVENTORY', 'large', `<CONTENT>${'a'.repeat(700_000)}</CONTENT>`)
    expect((await run.get(path, post(large))).status).toBe(200)
    expect((await run.get(path, post(large.replace('large', 'other')))).status).toBe(507)
    expect(readdirSync(run.store).length).toBe(1)
  })
  it('more than 32 MiB, said or not, and what unpacks to more than 64 MiB', async () => {
    const run = await proxy('local_store = STORE\nonly_local_store = yes')
    const said = await run.get(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/xml', 'Content-Length': '1073741824' },
    })
    expect(said.status).toBe(413)
    // Well-formed and known in all else: 70 MiB of an inventory, packed a thousand times smaller, or hardly.
    const packed = (level: number) =>
      deflateSync(message('INVENTORY', 'bomb', `<CONTENT>${`<A>${'a'.repeat(1000)}</A>\n`.repeat(70_000)}</CONTENT>`), {
        level,
      })
    for (const level of [9, 1]) {
      const answer = await run.get(path, post(packed(level), { 'Content-Type': 'application/x-compress-zlib' }))
      expect([answer.status, answer.text]).toEqual([403, 'Unsupported content'])
    }
    expect(readdirSync(run.store)).toEqual([])
  })
  it('a token, where there is one', async () => {
    const token = 'a proxy token of 30 characters'
    const run = await proxy(`local_store = STORE\nonly_local_store = yes\ntoken = "${token}"`)
    const basic = (password: string) => ({
      Authorization: `Basic ${Buffer.from(`any:${password}`).toString('base64')}`,
    })
    expect((await run.get(path, post(message('PROLOG')))).status).toBe(401)
    expect((await run.get(path, post(message('PROLOG'), basic('wrong')))).status).toBe(401)
    expect((await run.get(path, post(message('PROLOG'), basic(token)))).status).toBe(200)
    expect(run.lines.join('\n')).not.toContain(token)
  })
})

describe('S-18: loops and amplification', () => {
  /** A proxy whose only server is the proxy of another. */
  async function next(to: () => number): Promise<Running & { readonly contacts: () => number }> {
    let contacts = 0
    const view = testView({
      agentid: crypto.randomUUID(),
      forward: async (document, _, via) => {
        contacts++
        const headers = { 'Content-Type': 'application/xml', 'GLPI-Proxy-ID': via.join(',') }
        return (await ask(to(), path, { method: 'POST', body: document, headers })).status === 200
      },
    })
    view.list = [server0]
    const run = await proxy('', view)
    return { ...run, contacts: () => contacts }
  }

  it('two proxies that point at each other stop after one round', async () => {
    const ports = [0, 0]
    const one = await next(() => ports[1] ?? 0)
    const other = await next(() => ports[0] ?? 0)
    ports[0] = one.port
    ports[1] = other.port
    expect((await one.get(path, post(message('INVENTORY')))).status).toBe(500)
    expect([one.contacts(), other.contacts()]).toEqual([1, 1])
    expect(one.lines.join('\n')).toContain('PROXY-LOOP-DETECTED')
  })
  it('an own id, and too many of others', async () => {
    const { view, sent } = forwarding()
    const run = await proxy('', view)
    const through = (count: number) => ({
      'GLPI-Proxy-ID': Array.from({ length: count }, () => crypto.randomUUID()).join(', '),
    })
    const own = await run.get(path, post(message('INVENTORY'), { 'GLPI-Proxy-ID': `a, ${view.agentid.toUpperCase()}` }))
    expect([own.status, own.text]).toEqual([404, 'PROXY-LOOP-DETECTED'])
    const many = await run.get(path, post(message('INVENTORY'), through(5)))
    expect([many.status, many.text]).toEqual([403, 'LIMITED-PROXY'])
    expect(sent).toEqual([])
    expect((await run.get(path, post(message('INVENTORY'), through(4)))).status).toBe(200)
    expect(sent[0]?.via.length).toBe(5)
  })
  it('so many at one time', async () => {
    let free: () => void = () => undefined
    const gate = new Promise<void>((done) => {
      free = done
    })
    let waiting = 0
    const view = testView({
      forward: async () => {
        waiting++
        await gate
        return true
      },
    })
    const run = await proxy('max_proxy_threads = 2', view)
    const two = [run.get(path, post(message('INVENTORY'))), run.get(path, post(message('INVENTORY')))]
    while (waiting < 2) await new Promise((done) => setTimeout(done, 5))
    expect((await run.get(path, post(message('INVENTORY')))).status).toBe(429)
    free()
    expect((await Promise.all(two)).map(({ status }) => status)).toEqual([200, 200])
    expect((await run.get(path, post(message('INVENTORY')))).status).toBe(200)
  })
})
