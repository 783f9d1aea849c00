import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { type Fault, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectFailure, expectSuccess, ID, inventory, inventoryFile, serve } from './kit.ts'

/** Sends one file with --remove: what was not taken for certain must still be there. */
async function inject(url: string, more: readonly string[] = []) {
  const file = inventoryFile()
  const result = await runBin('injector', ['--file', file, '--remove', '--url', url, ...more])
  return { result, file, kept: existsSync(file) && readFileSync(file, 'utf8') === inventory(ID) }
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

test('what the server took is removed', async () => {
  const server = await serve()
  const { result, kept } = await inject(server.url)
  expectSuccess(result)
  expect(kept).toBe(false)
})

describe('an answer that is no yes', () => {
  const cases: readonly (readonly [name: string, fault: Fault, says: RegExp])[] = [
    ['403', { kind: 'status', status: 403 }, /403/],
    ['404', { kind: 'status', status: 404 }, /404/],
    ['500', { kind: 'status', status: 500 }, /500/],
    ['503', { kind: 'status', status: 503, headers: { 'Retry-After': '7' } }, /503/],
    ['a web page', { kind: 'html' }, /unexpected content|wrong URL/i],
    ['some text', { kind: 'text', text: 'Inventory is disabled' }, /Inventory support is disabled/],
    ['nothing at all', { kind: 'empty' }, /unknown content format|empty/i],
    [
      'an error in the reply',
      {
        kind: 'status',
        status: 200,
        type: 'application/xml',
        body: '<REPLY><ERROR>SSL REQUIRED BY SERVER</ERROR></REPLY>',
      },
      /SSL REQUIRED BY SERVER/,
    ],
    [
      'an error as JSON',
      {
        kind: 'status',
        status: 400,
        type: 'application/json',
        body: '{"status":"error","message":"no such thing","expiration":24}',
      },
      /no such thing|400/,
    ],
    ['a reset', { kind: 'reset' }, /reset|hang up|closed/i],
    ['a reset in the middle', { kind: 'reset', after: 'half' }, /reset|aborted|closed|cut/i],
    ['half an answer', { kind: 'half' }, /aborted|closed|cut|ended|length/i],
    ['a length that is too large', { kind: 'length', by: 50 }, /aborted|closed|cut|ended|length/i],
    ['a decompression bomb', { kind: 'bomb', bytes: 300 * 1024 * 1024 }, /large|limit|MiB/i],
    ['entities that explode', { kind: 'xml-bomb', form: 'entities' }, /DOCTYPE|DTD|XML/i],
    ['a tree without end', { kind: 'xml-bomb', form: 'depth' }, /deep|depth|nest|XML/i],
  ]
  test.each(cases)('%s', async (_, fault, says) => {
    const server = await serve({ fault: () => fault })
    const { result, kept, file } = await inject(server.url)
    expectFailure(result, 1, says)
    expect(kept).toBe(true)
    expect(result.stderr).toContain(`These elements were not sent:\n${file}\n`)
    expect(result.peakKiB).toBeLessThan(300 * 1024)
  })
})

test('an answer that comes byte by byte is waited for', async () => {
  const server = await serve({ fault: () => ({ kind: 'drip', everyMs: 5 }) })
  expectSuccess((await inject(server.url)).result)
})

test('a length that is too small: the answer is not taken for a yes', async () => {
  const server = await serve({ fault: () => ({ kind: 'length', by: -20 }) })
  const { result, kept } = await inject(server.url)
  expectFailure(result, 1, /./)
  expect(kept).toBe(true)
})

test('a server that never answers: --timeout ends it', async () => {
  const server = await serve({ fault: () => ({ kind: 'hang' }) })
  const { result, kept } = await inject(server.url, ['--timeout', '1'])
  expectFailure(result, 1, /time/i)
  expect(kept).toBe(true)
})

test('a server that is down', async () => {
  const port = await unusedPort()
  const { result, kept } = await inject(`http://127.0.0.1:${port}/`)
  expectFailure(result, 1, new RegExp(`Can't connect to 127\\.0\\.0\\.1:${port} \\(Connection refused\\)`))
  expect(kept).toBe(true)
})

test.each(['no url', 'htp://127.0.0.1/', 'http://', 'http://127.0.0.1:99999/', 'file:///etc/passwd'])(
  'the URL %s',
  async (url) => {
    const { result, kept } = await inject(url)
    expect(result.stderr).not.toMatch(/^\s+at /m)
    expect(result.code).toBe(2)
    expect(result.stderr).toMatch(/url/i)
    expect(kept).toBe(true)
  },
)

test('no URL, no source', async () => {
  const file = inventoryFile()
  expectFailure(await runBin('injector', ['--file', file]), 2, /url/i, true)
})

describe('credentials', () => {
  const auth = { user: 'agent', password: 'S3cr3t-canary' }

  test('401 without any', async () => {
    const server = await serve({ auth })
    const { result, kept } = await inject(server.url)
    expectFailure(result, 1, /authentication required, no credentials available/)
    expect(kept).toBe(true)
  })

  test('401 with wrong ones: asked twice at most, never shown', async () => {
    const server = await serve({ auth })
    const { result } = await inject(server.url, ['--user', 'agent', '--password', 'wr0ng-canary', '--debug', '--debug'])
    expectFailure(result, 1, /authentication required, wrong credentials/)
    expect(result.stderr).not.toContain('wr0ng-canary')
    expect(server.requests.length).toBeLessThanOrEqual(2)
  })

  test.each(['options', 'URL'])('right ones from %s are used and never shown', async (from) => {
    const server = await serve({ auth })
    const url = from === 'URL' ? server.url.replace('//', `//agent:${auth.password}@`) : server.url
    const more = from === 'URL' ? [] : ['--user', 'agent', '--password', auth.password]
    const { result, kept } = await inject(url, [...more, '--debug', '--debug', '--verbose'])
    expectSuccess(result)
    expect(kept).toBe(false)
    expect(result.stderr + result.stdout.toString()).not.toContain(auth.password)
  })

  test('are not shown when the server is down either', async () => {
    const { result } = await inject(`http://agent:${auth.password}@127.0.0.1:${await unusedPort()}/`, ['--debug'])
    expect(result.code).toBe(1)
    expect(result.stderr).not.toContain(auth.password)
  })
})

describe('redirects', () => {
  test.each([301, 302, 307, 308] as const)('%i repeats the POST with its body', async (status) => {
    const server = await serve({
      fault: (_, n) => (n === 1 ? { kind: 'redirect', status, location: server.url } : undefined),
    })
    const { result } = await inject(server.url)
    expectSuccess(result)
    expect(server.requests.map((one) => one.method)).toEqual(['POST', 'POST'])
    expect(server.inventories.has(ID)).toBe(true)
  })

  test('303 loses the body: a failure', async () => {
    const server = await serve({
      fault: (_, n) => (n === 1 ? { kind: 'redirect', status: 303, location: server.url } : undefined),
    })
    const { result, kept } = await inject(server.url)
    expectFailure(result, 1, /redirect dropped the body/)
    expect(kept).toBe(true)
  })

  test('a loop ends', async () => {
    const server = await serve({ fault: () => ({ kind: 'redirect', status: 302, location: server.url }) })
    const { result, kept } = await inject(server.url)
    expectFailure(result, 1, /302|redirect/)
    expect(server.requests.length).toBeLessThanOrEqual(8)
    expect(kept).toBe(true)
  })

  test('another host gets no credentials', async () => {
    const other = await serve()
    const server = await serve({
      auth: { user: 'u', password: 'p' },
      fault: (one) => (one.credentials ? { kind: 'redirect', status: 307, location: other.url } : undefined),
    })
    await inject(server.url, ['--user', 'u', '--password', 'p'])
    expect(other.requests.length).toBeGreaterThan(0)
    for (const one of other.requests) expect(one.headers.authorization).toBeUndefined()
  })
})
