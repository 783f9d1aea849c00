import { type ServerOptions, startServer, type TestServer } from '@fusioninventory/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { loadTrust } from '../trust/index.ts'
import { type ClientOptions, createClient } from './client.ts'
import { readToken, tokenSource, tokenUrl } from './oauth.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const oauth = { clientId: 'agent', clientSecret: 'S3cr3t-canary' }
const lines: string[] = []
const log = { warning: (line: string) => lines.push(line), debug: (line: string) => lines.push(line) }

async function serve(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer({ role: 'glpi', oauth, ...options })
  open.push(server)
  return server
}
function client(url: string, options: Partial<ClientOptions> = {}) {
  lines.length = 0
  const made = createClient({ url, userAgent: 'Test', trust: loadTrust({}), env: {}, log, oauth, ...options })
  open.push(made)
  return made
}
const body = Buffer.from('{"action":"inventory","deviceid":"a","content":{}}')
const post = { headers: { 'content-type': 'application/json' }, body }
const tokens = (server: TestServer): number => server.requests.filter(({ url }) => url === '/api.php/token').length

describe('OAuth client credentials', () => {
  it('one token for many messages at once, asked for when the server wants one, never shown', async () => {
    const server = await serve()
    const one = client(server.url)
    const answers = await Promise.all([1, 2, 3, 4].map(() => one.send(post)))
    answers.push(await one.send(post))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(tokens(server)).toBe(1)
    expect(server.inventories.get('a')?.raw.equals(body)).toBe(true)
    expect(lines.join()).not.toMatch(/canary|token-/)
  })

  it('a token that the server does not take any more is renewed once', async () => {
    const server = await serve({ oauth: { ...oauth, uses: 2 } })
    const one = client(server.url)
    for (let i = 0; i < 6; i++) expect((await one.send(post)).status).toBe(200)
    expect(tokens(server)).toBe(3)
  })

  it('a token that is good for nothing: no loop', async () => {
    const server = await serve({ oauth: { ...oauth, uses: 0 } })
    await expect(client(server.url).send(post)).rejects.toMatchObject({
      code: 'AUTH',
      message: 'authentication required, wrong credentials',
    })
    expect(server.requests).toHaveLength(3)
  })

  it('a wrong secret: told, not shown, and asked again by the next message', async () => {
    const server = await serve()
    const one = client(server.url, { oauth: { clientId: 'agent', clientSecret: 'wr0ng-canary' } })
    for (let i = 0; i < 2; i++) {
      await expect(one.send(post)).rejects.toMatchObject({
        code: 'AUTH',
        message: 'authentication required, no access token (status 401)',
        hint: expect.stringMatching(/--oauth-client-id/),
      })
    }
    expect(tokens(server)).toBe(2)
    expect(lines.join()).not.toContain('canary')
  })

  it('another server gets no token, nor is one asked for there', async () => {
    const other = await serve()
    const server = await serve({ fault: () => ({ kind: 'redirect', status: 307, location: other.url }) })
    await expect(client(server.url).send(post)).rejects.toMatchObject({ code: 'AUTH' })
    expect(other.requests).toHaveLength(1)
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
  })
})

describe('tokenUrl', () => {
  it.each([
    ['https://h/front/inventory.php', 'https://h/api.php/token'],
    ['https://h/glpi/front/inventory.php', 'https://h/glpi/api.php/token'],
    ['https://h/glpi/plugins/fusioninventory/', 'https://h/glpi/api.php/token'],
    ['https://h/marketplace/glpiinventory/', 'https://h/api.php/token'],
    ['https://h/Inventory', 'https://h/api.php/token'],
    ['https://h', 'https://h/api.php/token'],
    ['http://127.0.0.1:8080/x/', 'http://127.0.0.1:8080/x/api.php/token'],
  ])('%s', (target, url) => expect(tokenUrl(new URL(target)).href).toBe(url))

  it('refuses to send a secret in the clear', () => {
    expect(() => tokenUrl(new URL('http://glpi.example/front/inventory.php'))).toThrow('no OAuth over http://')
  })
})

describe('readToken', () => {
  const read = (status: number, text: string) => readToken({ status, body: Buffer.from(text) }, 1000)
  it('keeps it until half a minute before its end', () => {
    expect(read(200, '{"access_token":"a.b-c","token_type":"bearer","expires_in":3600}')).toEqual({
      authorization: 'Bearer a.b-c',
      until: 1000 + 3_570_000,
    })
    expect(read(200, '{"access_token":"x"}').until).toBe(31_000)
    expect(read(200, '{"access_token":"x","expires_in":10}').until).toBe(6000)
  })
  it.each([
    [200, ''],
    [200, '{}'],
    [200, '{"access_token":"a\\r\\nX: y"}'],
    [200, '{"access_token":"x","token_type":"mac"}'],
    [200, '{"access_token":1}'],
    [500, '{"access_token":"x"}'],
  ])('%i %s is no token', (status, text) => expect(() => read(status, text)).toThrow('no access token'))
})

it('a token about to expire is renewed once, whoever asks', async () => {
  let now = 0
  let asked = 0
  const source = tokenSource(
    async () => ({ authorization: `Bearer ${++asked}`, until: now + 100 }),
    () => now,
  )
  expect(await source.current()).toBeUndefined()
  expect(await source.renew(undefined)).toBe('Bearer 1')
  now = 99
  expect(await source.current()).toBe('Bearer 1')
  now = 100
  expect(await Promise.all([source.current(), source.current(), source.renew('Bearer 1')])).toEqual(
    Array(3).fill('Bearer 2'),
  )
})
