import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostIn, isUnknownBrowser, wrongHost, wrongPage } from './gate.ts'
import { running } from './io/test-agent.ts'
import { server0, testView } from './io/test-view.ts'

const allowed = {
  names: new Set(['localhost', 'agent', 'agent.corp.example']),
  origins: new Set(['https://glpi.example']),
}

describe('Host', () => {
  it.each([
    '127.0.0.1',
    '10.0.0.5:62354',
    '[::1]:62354',
    '[fe80::1]',
    'localhost:62354',
    'AGENT.corp.example.',
    undefined,
  ])('%s is of this machine', (host) => expect(wrongHost(host, allowed)).toBeUndefined())
  it.each([
    'evil.example',
    'agent.evil.example:62354',
    '127.0.0.1.evil.example',
    'a b',
    'x@localhost',
    '',
    '[::1',
    'localhost:x',
  ])('%s is not', (host) => expect(wrongHost(host, allowed)).toBeDefined())
  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (host) => {
        expect(['string', 'undefined']).toContain(typeof hostIn(host))
      }),
    )
  })
})

const plain = {
  method: 'GET',
  host: '10.0.0.5:62354',
  origin: undefined,
  site: undefined,
  mode: undefined,
  userAgent: undefined,
  secure: false,
}

describe('the page that a request comes from', () => {
  it.each([
    [{}, true],
    [{ site: 'none', mode: 'navigate' }, true],
    [{ site: 'same-origin' }, true],
    [{ origin: 'http://10.0.0.5:62354', method: 'POST' }, true],
    [{ origin: 'https://glpi.example', site: 'cross-site', mode: 'cors' }, true],
    [{ origin: 'https://10.0.0.5:62354', method: 'POST' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ site: 'cross-site', mode: 'navigate' }, false],
    [{ site: 'cross-site', mode: 'no-cors' }, false],
    [{ site: 'same-site', mode: 'no-cors' }, false],
  ])('%j may ask for a contact: %s', (more, may) => {
    expect(wrongPage({ ...plain, ...more }, allowed, true) === undefined).toBe(may)
  })
  it('a link of another page may lead to the status, an image may not', () => {
    expect(wrongPage({ ...plain, site: 'cross-site', mode: 'navigate' }, allowed, false)).toBeUndefined()
    expect(wrongPage({ ...plain, site: 'cross-site', mode: 'no-cors' }, allowed, false)).toBeDefined()
  })
  it('browsers that do not tell', () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const shell = 'Mozilla/5.0 (Windows NT; Windows NT 10.0; de-DE) WindowsPowerShell/5.1.19041.4522'
    expect(isUnknownBrowser({ ...plain, userAgent: firefox })).toBe(true)
    expect(isUnknownBrowser({ ...plain, userAgent: firefox, site: 'none' })).toBe(false)
    for (const userAgent of [shell, 'curl/8.5.0', 'GLPI', undefined])
      expect(isUnknownBrowser({ ...plain, userAgent })).toBe(false)
  })
})

const browser = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' }

describe('S-13: a page in the browser of a trusted client', () => {
  it.each([
    [
      'an image of another site',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
    ],
    [
      'a link of another site',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    ],
    ['a neighbour of the same site', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }],
    ['a script of another site', { Origin: 'http://evil.example' }],
    ['a page without origin', { Origin: 'null' }],
    ['a name that leads here (rebinding)', { Host: 'rebound.evil.example:62354', 'Sec-Fetch-Site': 'same-origin' }],
    ['an image over plain HTTP, of which browsers tell nothing', {}],
  ])('%s asks for no contact', async (_, headers) => {
    const { get, view } = await running()
    expect((await get('/now', { headers: { ...browser, ...headers } })).status).toBe(403)
    expect(view.runs).toEqual([])
  })
  it('a form of another site does not press the button', async () => {
    const { get, view } = await running()
    const form = {
      method: 'POST',
      body: 'key=guessed',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }
    expect((await get('/now', form)).status).toBe(403)
    const key = await keyOf(get)
    const stolen = { ...form, body: `key=${encodeURIComponent(key)}` }
    expect((await get('/now', { ...stolen, headers: { ...form.headers, Origin: 'http://evil.example' } })).status).toBe(
      403,
    )
    expect(view.runs).toEqual([])
  })
  it('a page without origin has to know the secret of ours', async () => {
    const { get, view } = await running()
    const headers = { ...browser, 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'null' }
    const form = (key: string) => ({ method: 'POST', body: `key=${encodeURIComponent(key)}`, headers })
    expect((await get('/now', form('guessed'))).status).toBe(403)
    expect(
      (await get('/now', { ...form(await keyOf(get)), headers: { ...headers, 'Sec-Fetch-Site': 'cross-site' } }))
        .status,
    ).toBe(403)
    expect((await get('/now', { headers: { ...browser, Origin: 'null' } })).status).toBe(403)
    expect(view.runs).toEqual([])
    expect((await get('/now', form(await keyOf(get)))).status).toBe(303)
  })
  it('the button of the own page does', async () => {
    const { get, view, port } = await running()
    const body = `key=${encodeURIComponent(await keyOf(get))}`
    const headers = {
      ...browser,
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: `http://127.0.0.1:${port}`,
      'Sec-Fetch-Site': 'same-origin',
    }
    const answer = await get('/now', { method: 'POST', body, headers })
    expect([answer.status, answer.headers.location]).toEqual([303, '/'])
    expect(view.runs).toEqual([['server0', 'local0']])
    expect((await get('/')).text).toContain('Asked for')
  })
  it('rebinding reads no status either', async () => {
    const { get, lines } = await running()
    const answer = await get('/', { headers: { Host: 'rebound.evil.example' } })
    expect([answer.status, answer.text.includes('glpi.example')]).toEqual([403, false])
    expect(lines.join('\n')).toContain('Host rebound.evil.example is no name of this machine')
  })
  it('no other site may read what is answered', async () => {
    const { get } = await running()
    for (const headers of [{ Origin: 'http://evil.example' }, { 'Sec-Fetch-Site': 'none' }]) {
      const { headers: answered } = await get('/status', { headers })
      expect(answered['access-control-allow-origin']).toBeUndefined()
    }
  })
})

async function keyOf(get: (path: string) => Promise<{ readonly text: string }>): Promise<string> {
  return /name="key" value="([^"]+)"/.exec((await get('/')).text)?.[1] ?? ''
}

it('a page of the server asks first whether it may, and then does', async () => {
  const { get, view } = await running()
  const Origin = 'http://glpi.example'
  const may = await get('/now', {
    method: 'OPTIONS',
    headers: { Origin, 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Private-Network': 'true' },
  })
  expect([may.status, may.headers['access-control-allow-origin']]).toEqual([204, Origin])
  expect(may.headers['access-control-allow-private-network']).toBe('true')
  const asked = await get('/now', { headers: { ...browser, Origin, 'Sec-Fetch-Site': 'cross-site' } })
  expect([asked.status, asked.headers['access-control-allow-origin'], view.runs.length]).toEqual([200, Origin, 1])
  expect((await get('/now', { method: 'OPTIONS', headers: { Origin: 'http://evil.example' } })).status).toBe(403)
  expect((await get('/now', { method: 'OPTIONS', headers: { Origin }, from: '127.0.0.2' })).status).toBe(403)
})

it('httpd-host names further names', async () => {
  const { get } = await running({ 'httpd-host': ['Alias.Example.'] })
  expect((await get('/', { headers: { Host: 'alias.example:62354' } })).status).toBe(200)
})

it('S-21: what a target is called is shown and never acts', async () => {
  const view = testView()
  const name = `http://h/<script>alert(1)</script>"onload='x'\r\nSet-Cookie: a=b`
  view.list = [{ ...server0, name, lastRun: { at: new Date(0), ok: false, text: '<img src=x onerror=alert(2)>' } }]
  view.state = 'running task <b>'
  const { get } = await running({}, { view })
  const { text, headers } = await get('/')
  expect(text).toContain('&lt;script&gt;')
  expect(text).not.toMatch(/<script|<img src=x|<b>|"onload/)
  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['content-security-policy']).not.toContain('script')
})

it('S-21: nothing that was asked for comes back', async () => {
  const { get } = await running()
  for (const path of [
    '/%3Cscript%3Ealert(1)%3C/script%3E',
    '/now/%0d%0aSet-Cookie:%20a=b',
    '/?q=<script>',
    '/now/<script>',
  ]) {
    const { text, headers } = await get(path)
    expect(text).not.toMatch(/script/i)
    expect([headers['set-cookie'], headers.location]).toEqual([undefined, undefined])
  }
})
