/** What each failure of a server looks like to a user, by the words that people search for. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryIo } from '@fusioninventory/cli-kit'
import { type Fault, makeCertificates, type ServerOptions, startProxy, startServer } from '@fusioninventory/testkit'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { main } from './main.ts'

const certificates = makeCertificates()
const folder = mkdtempSync(join(tmpdir(), 'fi-failures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const authority = join(folder, 'ca.pem')
writeFileSync(authority, certificates.ca)

const canary = 'S3cr3t-canary'
const file = join(folder, 'one.ocs')
const open: { close(): unknown }[] = []
beforeEach(() => {
  writeFileSync(file, '<REQUEST><CONTENT/><DEVICEID>one</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>')
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function serve(options: ServerOptions = {}): Promise<string> {
  const server = await startServer(options)
  open.push(server)
  return server.url
}

/** What is told of one document; it is never taken for sent, and no password is shown. */
async function told(argv: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const io = memoryIo({ argv: ['-f', file, '-r', '--debug', ...argv], env })
  expect(await main(io)).toBe(1)
  expect(existsSync(file)).toBe(true)
  const text = io.err()
  expect(io.out() + text).not.toContain(canary)
  return (
    text
      .split('\n')
      .find((line) => line.startsWith(`[error] ${file}: `))
      ?.slice(`[error] ${file}: `.length) ?? text
  )
}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

it('failure refused', async () => {
  const port = await closedPort()
  expect(await told(['-u', `http://127.0.0.1:${port}/`])).toContain(
    `communication error: 500 Can't connect to 127.0.0.1:${port} (Connection refused)`,
  )
})

it('failure name', async () => {
  expect(await told(['-u', 'http://nonexistent.invalid/'])).toMatch(
    /^communication error: 500 Can't connect to nonexistent\.invalid:80 \((Name or service not known|Temporary failure in name resolution)\)/,
  )
})

it('failure timeout', async () => {
  const url = await serve({ fault: () => ({ kind: 'hang' }) })
  expect(await told(['-u', url, '--timeout', '1'])).toContain('communication error: 500 read timeout')
})

it('failure proxy', async () => {
  const port = await closedPort()
  expect(await told(['-u', 'http://glpi.example.org/', '--proxy', `http://127.0.0.1:${port}/`])).toContain(
    `proxy error: 500 Can't connect to 127.0.0.1:${port} (Connection refused)`,
  )
})

it('failure certificate: of an authority that is not known', async () => {
  expect(await told(['-u', await serve({ tls: certificates.good })])).toMatch(
    /^communication error: 500 Can't connect to 127\.0\.0\.1:\d+ \(certificate verify failed\)/,
  )
})

it('failure certificate: for another name', async () => {
  const url = await serve({ tls: certificates.wrongName })
  expect(await told(['-u', url, '--ca-cert-file', authority])).toMatch(
    /^communication error: 500 Can't connect to 127\.0\.0\.1:\d+ \(hostname verification failed\)/,
  )
})

it('failure 401: without credentials', async () => {
  expect(await told(['-u', await serve({ auth: { user: 'u', password: 'p' } })])).toContain(
    'authentication required, no credentials available',
  )
})

it('failure 401: with wrong ones', async () => {
  const url = await serve({ auth: { user: 'u', password: 'p' } })
  expect(await told(['-u', url, '--user', 'u'], { FUSIONINVENTORY_PASSWORD: canary })).toContain(
    'authentication required, wrong credentials',
  )
  expect(await told(['-u', url.replace('//', `//u:${canary}@`)])).toContain(
    'authentication required, wrong credentials',
  )
})

it('failure 407', async () => {
  const proxy = await startProxy({ auth: { user: 'u', password: 'p' } })
  open.push(proxy)
  const url = proxy.url.replace('//', `//u:${canary}@`)
  expect(await told(['-u', 'http://glpi.example.org/', '--proxy', url])).toContain(
    'proxy authentication required, wrong or no proxy credentials',
  )
})

it.each([
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [500, 'Internal Server Error'],
])('failure status: %i', async (status, words) => {
  const url = await serve({ fault: () => ({ kind: 'status', status }) })
  expect(await told(['-u', url])).toContain(`communication error: ${status} ${words}`)
})

it('failure loop', async () => {
  let requests = 0
  const url = await serve({
    fault: (_, n) => {
      requests = n
      return { kind: 'redirect', status: 302, location: '?again' }
    },
  })
  expect(await told(['-u', url])).toContain('communication error: 302 Found')
  expect(requests).toBe(8)
})

it.each<[string, Fault, string]>([
  ['nothing', { kind: 'empty' }, 'unknown content format'],
  ['text', { kind: 'text', text: 'no server here' }, 'uncompressed content, starting with: no server here'],
  [
    'JSON of something else',
    { kind: 'status', status: 200, type: 'application/json', body: '{"hello":"world"}' },
    'unexpected answer: ',
  ],
  ['a page', { kind: 'html' }, 'unexpected content, starting with <'],
])('failure content: %s', async (_, fault, words) => {
  expect(await told(['-u', await serve({ fault: () => fault })])).toContain(words)
})

it('failure reply: the ERROR of a REPLY', async () => {
  const body = '<REPLY><ERROR>no entity for this machine</ERROR></REPLY>'
  const url = await serve({ fault: () => ({ kind: 'status', status: 200, type: 'application/xml', body }) })
  expect(await told(['-u', url])).toContain('no entity for this machine')
})
