import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { memoryIo } from '@fusioninventory/cli-kit'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { running } from '../httpd/io/test-agent.ts'
import { testView } from '../httpd/io/test-view.ts'
import { main } from './main.ts'

const token = 'a token of 24 characters'
const plugin = { 'inventory-server-plugin.cfg': `disabled = no\ntoken = "${token}"\n` }
const document = (id: string): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST><CONTENT/><DEVICEID>${id}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>\n`

const agent = (id: string) =>
  running({}, { files: plugin, view: testView({ inventory: async () => Buffer.from(document(id)) }) })

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'fi-remoteinventory-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

async function get(argv: readonly string[], secret = token) {
  const io = memoryIo({ argv, env: { FUSIONINVENTORY_TOKEN: secret } })
  const code = await main(io)
  expect(io.err() + io.out()).not.toContain(secret)
  return { code, out: io.out(), err: io.err() }
}

/** A peer that keeps to the exchange, and gives what it likes. */
async function peer(body: Uint8Array | string, type = 'application/xml'): Promise<number> {
  const server = createServer((request, response) => {
    if (request.url === '/inventory/session') response.setHeader('X-Auth-Nonce', 'abc').end('waiting')
    else response.setHeader('Content-Type', type).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

it.each([[[]], [['--no-compression']]])('the inventory of an agent, %j', async (more) => {
  const { port } = await agent('lab1-2026-11-26-12-00-00')
  const { code, out, err } = await get(['-p', String(port), '127.0.0.1', ...more])
  expect([code, err]).toEqual([0, ''])
  expect(out).toBe(document('lab1-2026-11-26-12-00-00'))
})

it('several at once, a file each; one that cannot be asked is told, and harms no other', async () => {
  const dir = folder()
  const [one, two, none] = [await agent('one'), await agent('two'), await running({}, {})]
  const hosts = [one, two, none].map(({ port }) => `127.0.0.1:${port}`)
  const { code, err } = await get(['-d', dir, ...hosts])
  expect(code).toBe(1)
  expect(err).toBe(`[error] ${hosts[2]}: No session (404 Not Found)\n`)
  expect(readdirSync(dir).sort()).toEqual(['one.xml', 'two.xml'])
  expect(readFileSync(join(dir, 'two.xml'), 'utf8')).toBe(document('two'))
})

it('a wrong secret', async () => {
  const { port } = await agent('lab1')
  const { code, err } = await get(['-p', String(port), '127.0.0.1'], 'another token of 24 chars')
  expect([code, err]).toEqual([1, '[error] 127.0.0.1: Inventory request: 403 Forbidden\n'])
})

it.each([
  ['a page', '<html></html>', 'what it gave is no inventory'],
  ['half of it', document('x').slice(0, 60), 'what it gave is not well-formed'],
  ['nothing', '', 'what it gave'],
  ['a bomb', deflateSync(Buffer.alloc(100 * 1024 * 1024, 0x20)), 'what it gave cannot be read'],
])('%s instead of an inventory', async (_, body, says) => {
  const port = await peer(body)
  const { code, err } = await get(['-p', String(port), '127.0.0.1'])
  expect(code).toBe(1)
  expect(err).toContain(`[error] 127.0.0.1: ${says}`)
})

it('S-44: what a machine calls itself is never a path', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constantFrom('../x', '/etc/cron.d/x', '..', 'a/../../b', 'C:\\x', 'nul', '.hidden', 'x'.repeat(5000)),
        fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', ':', ' ', '~'), minLength: 1, maxLength: 20 }),
      ),
      async (id) => {
        const dir = folder()
        mkdirSync(join(dir, 'in'))
        const port = await peer(document(id))
        const { code } = await get(['-d', join(dir, 'in'), '-p', String(port), '127.0.0.1'])
        expect(readdirSync(dir)).toEqual(['in'])
        const files = readdirSync(join(dir, 'in'))
        expect(files).toHaveLength(id.trim() === '' ? 0 : 1)
        expect(code).toBe(files.length === 1 ? 0 : 1)
        for (const name of files) expect(name).not.toMatch(/^nul\./)
        for (const name of files) expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,230}\.xml$/)
      },
    ),
    { numRuns: 40 },
  )
})

it.each([
  [[], 'Give at least one host'],
  [['a', 'b'], 'needs the option directory'],
  [['-d', '/nowhere', 'a'], "Can't read directory /nowhere"],
  [['--parallel', '0', 'a'], 'invalid for option parallel'],
])('%j', async (argv, says) => {
  const { code, err } = await get(argv)
  expect(code).not.toBe(0)
  expect(err).toContain(says)
})

it('needs a secret', async () => {
  const io = memoryIo({ argv: ['127.0.0.1'] })
  expect(await main(io)).toBe(2)
  expect(io.err()).toContain('No token')
})
