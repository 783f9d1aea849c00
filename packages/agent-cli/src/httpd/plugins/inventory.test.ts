import { createHash } from 'node:crypto'
import { gunzipSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Running, running, stranger } from '../io/test-agent.ts'
import { testView, usual } from '../io/test-view.ts'
import { isProof, openSessions, payloadOf } from './sessions.ts'

const token = 'a token of 24 characters'
const files = { 'inventory-server-plugin.cfg': `disabled = no\ntoken = "${token}"\n` }

/** As the other side makes it. */
const proof = (nonce: unknown, secret = token): string =>
  createHash('sha256')
    .update(`${String(nonce)}++${secret}`)
    .digest('base64')
    .replace(/=+$/, '')

async function nonceOf({ get }: Running, id = '1234abcd', from = '127.0.0.1'): Promise<string> {
  const { headers } = await get('/inventory/session', { headers: { 'X-Request-ID': id }, from })
  return String(headers['x-auth-nonce'])
}

const asked = ({ get }: Running, payload: string, more: Readonly<Record<string, string>> = {}, from = '127.0.0.1') =>
  get('/inventory/get', { headers: { 'X-Request-ID': '1234abcd', 'X-Auth-Payload': payload, ...more }, from })

it('the exchange: version, session, inventory', async () => {
  const run = await running({}, { files })
  expect((await run.get('/inventory/apiversion')).text).toBe('1.1')
  const session = await run.get('/inventory/session', { headers: { 'X-Request-ID': '1234abcd' } })
  expect([session.status, session.text]).toEqual([200, 'waiting inventory request...'])
  const got = await asked(run, proof(session.headers['x-auth-nonce']), { Accept: 'application/xml' })
  expect([got.status, got.headers['content-type'], got.text]).toEqual([
    ...[200, 'application/xml', '<REQUEST>inventory</REQUEST>'],
  ])
  expect(run.lines).toContain('[info] [inventory server plugin] Inventory returned to {1234abcd}@[127.0.0.1]')
  expect((await run.get('/')).text).toContain('Inventory on request')
})

it.each([
  ['application/xml, application/x-compress-zlib', 'application/x-compress-zlib', inflateSync],
  ['application/xml, application/x-compress-gzip;q=0.5', 'application/x-compress-gzip', gunzipSync],
])('%s: packed', async (Accept, type, unpack) => {
  const run = await running({}, { files })
  const got = await asked(run, proof(await nonceOf(run)), { Accept })
  expect([got.headers['content-type'], unpack(got.bytes).toString()]).toEqual([type, '<REQUEST>inventory</REQUEST>'])
})

it('no_compress', async () => {
  const file = `${files['inventory-server-plugin.cfg']}no_compress = yes\n`
  const run = await running({}, { files: { 'inventory-server-plugin.cfg': file } })
  const got = await asked(run, proof(await nonceOf(run)), { Accept: 'application/x-compress-zlib' })
  expect(got.headers['content-type']).toBe('application/xml')
})

it.each([
  ['without a token', 'disabled = no', 'Plugin enabled without token in configuration'],
  ['with a short one', 'disabled = no\ntoken = 123456789012345', 'token is shorter than 16 characters'],
  [
    'with a path that is none',
    `disabled = no\ntoken = ${'x'.repeat(20)}\nurl_path = /:a/*`,
    'url_path is not a plain path',
  ],
  [
    'with a wrong number',
    `disabled = no\ntoken = ${'x'.repeat(20)}\nmaxrate = many`,
    'Plugin disabled on wrong configuration',
  ],
  ['that is not on', `token = ${'x'.repeat(20)}`, ''],
])('a plugin %s is off', async (_, text, message) => {
  const run = await running({}, { files: { 'inventory-server-plugin.cfg': text } })
  expect((await run.get('/inventory/apiversion')).status).toBe(404)
  expect(run.lines.join('\n')).toContain(message)
})

it('the file .local has the last word', async () => {
  const run = await running(
    {},
    {
      files: {
        'inventory-server-plugin.cfg': 'disabled = yes\ninclude "inventory-server-plugin.local"\n',
        'inventory-server-plugin.local': `disabled = no\ntoken = '${token}'\n`,
      },
    },
  )
  expect((await run.get('/inventory/apiversion')).status).toBe(200)
})

describe('S-19: secrets of sessions', () => {
  it('nonces cannot be guessed: 32 bytes, none twice, each bit as often set as not', () => {
    const sessions = openSessions()
    const count = 4000
    const nonces = Array.from({ length: count }, (_, at) => sessions.open(`{a}@[${at}]`, 1))
    expect(new Set(nonces).size).toBe(count)
    const ones = new Array<number>(256).fill(0)
    const pairs = new Array<number>(255).fill(0)
    for (const nonce of nonces) {
      const bytes = Buffer.from(nonce, 'base64')
      expect([nonce.length, bytes.length]).toEqual([43, 32])
      const bits = Array.from({ length: 256 }, (_, at) => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1)
      for (const [at, bit] of bits.entries()) {
        ones[at] = (ones[at] ?? 0) + bit
        if (at > 0 && bit === bits[at - 1]) pairs[at - 1] = (pairs[at - 1] ?? 0) + 1
      }
    }
    // Six standard deviations of a fair coin: once in millions of runs of this test.
    const far = 6 * Math.sqrt(count / 4)
    for (const sum of [...ones, ...pairs]) expect(Math.abs(sum - count / 2)).toBeLessThan(far)
  })

  it('a proof counts once', async () => {
    const run = await running({}, { files })
    const payload = proof(await nonceOf(run))
    expect((await asked(run, payload)).status).toBe(200)
    const again = await asked(run, payload)
    expect([again.status, again.text]).toEqual([403, 'No session available'])
  })

  it('a wrong proof ends the session', async () => {
    const run = await running({}, { files })
    const nonce = await nonceOf(run)
    expect((await asked(run, proof(nonce, 'another token of 24 chars'))).status).toBe(403)
    expect((await asked(run, proof(nonce))).status).toBe(403)
  })

  it('a session belongs to an address and an id, and has its time', async () => {
    const run = await running({}, { files })
    const stolen = proof(await nonceOf(run))
    expect((await asked(run, stolen, {}, stranger)).text).toBe('No session available')
    expect((await asked(run, stolen, { 'X-Request-ID': 'ffff0000' })).text).toBe('No session available')
    await run.clock.advance(60_000)
    expect((await asked(run, stolen)).text).toBe('No session available')
    expect((await run.get('/inventory/session')).text).toBe('No session available')
    expect((await run.get('/inventory/get', { headers: { 'X-Auth-Payload': stolen } })).text).toBe(
      'No session available',
    )
  })

  it('who is wrong ten times waits, whatever maxrate says', async () => {
    const file = `${files['inventory-server-plugin.cfg']}maxrate = 10000\n`
    const run = await running({}, { files: { 'inventory-server-plugin.cfg': file } })
    for (let count = 0; count < 10; count++) {
      await nonceOf(run)
      expect((await asked(run, 'wrong')).status).toBe(403)
    }
    expect((await asked(run, proof(await nonceOf(run)))).status).toBe(429)
    await run.clock.advance(3_600_000)
    expect((await asked(run, proof(await nonceOf(run)))).status).toBe(200)
  })

  it('a proof is that of nonce and token, with padding or without', () => {
    const nonce = openSessions().open('{a}@[b]', 1)
    expect([isProof(payloadOf(nonce, token), nonce, token), isProof('', nonce, token)]).toEqual([true, false])
    expect(isProof(`${payloadOf(nonce, token)}=`, nonce, token)).toBe(true)
  })

  it('sessions are bounded', () => {
    const sessions = openSessions()
    for (let at = 0; at < 10_050; at++) sessions.open(`{a}@[${at}]`, 1)
    expect(sessions.size).toBe(10_000)
  })
})

it('one inventory at a time', async () => {
  let end: (document: Uint8Array) => void = () => undefined
  let started: () => void = () => undefined
  const isStarted = new Promise<void>((done) => {
    started = done
  })
  const view = testView({
    inventory: () =>
      new Promise((done) => {
        end = done
        started()
      }),
  })
  const run = await running({}, { files, view })
  const first = asked(run, proof(await nonceOf(run)))
  await isStarted
  const second = await asked(run, proof(await nonceOf(run)))
  expect([second.status, second.headers['retry-after']]).toEqual([503, '60'])
  end(Buffer.from('<done/>'))
  expect((await first).text).toBe('<done/>')
})

it('a client that goes away ends its inventory', async () => {
  let ended: (reason: unknown) => void = () => undefined
  const isEnded = new Promise((done) => {
    ended = done
  })
  let started: () => void = () => undefined
  const isStarted = new Promise<void>((done) => {
    started = done
  })
  const view = testView({
    inventory: (signal) =>
      new Promise((_, failed) => {
        started()
        signal.addEventListener('abort', () => {
          ended(true)
          failed(new Error('aborted'))
        })
      }),
  })
  const run = await running({}, { files, view })
  const nonce = await nonceOf(run)
  const socket = await run.raw()
  socket.write(
    `GET /inventory/get HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Request-ID: 1234abcd\r\nX-Auth-Payload: ${proof(nonce)}\r\n\r\n`,
  )
  await isStarted
  socket.destroy()
  expect(await isEnded).toBe(true)
})

it('an inventory that fails', async () => {
  const view = testView({ inventory: () => Promise.reject(new Error('no probes')) })
  const run = await running({}, { files, view })
  const got = await asked(run, proof(await nonceOf(run)))
  expect([got.status, got.text]).toEqual([500, 'Inventory failure'])
})

it('floods: 30 requests an hour of each client, told now and then', async () => {
  const run = await running({}, { files })
  for (let count = 0; count < 30; count++) expect((await run.get('/inventory/apiversion')).status).toBe(200)
  for (let count = 0; count < 20; count++) expect((await run.get('/inventory/apiversion')).status).toBe(429)
  expect((await run.get('/inventory/apiversion', { from: stranger })).status).toBe(200)
  const told = '[info] [inventory server plugin] request rate limitation applied for remote 127.0.0.1'
  expect(run.lines.filter((line) => line === told).length).toBe(1)
  await run.clock.advance(3_600_000)
  expect((await run.get('/inventory/apiversion')).status).toBe(200)
})

it('forbid_not_trusted', async () => {
  const file = `${files['inventory-server-plugin.cfg']}forbid_not_trusted = yes\n`
  const run = await running({}, { files: { 'inventory-server-plugin.cfg': file } })
  expect((await run.get('/inventory/apiversion', { from: stranger })).status).toBe(403)
  expect((await run.get('/inventory/apiversion')).status).toBe(200)
})

it('S-20: what plugins know is in no answer and no line', async () => {
  const run = await running(
    {},
    { files: { ...files, 'proxy-server-plugin.cfg': `disabled = no\ntoken = "${token}"\n` } },
  )
  await asked(run, proof(await nonceOf(run)))
  await asked(run, proof(await nonceOf(run), 'wrong'))
  const texts = await Promise.all(
    ['/', '/status', '/metrics', '/inventory/apiversion', '/nothing'].map(async (path) => (await run.get(path)).text),
  )
  for (const text of [...texts, ...run.lines]) {
    expect(text).not.toContain(token)
    expect(text).not.toContain(run.confdir)
  }
})

it('a reload keeps sessions and counts', async () => {
  const run = await running({}, { files })
  const nonce = await nonceOf(run)
  await run.server.reload({ ...usual, 'httpd-trust': [] })
  expect((await asked(run, proof(nonce))).status).toBe(200)
})
