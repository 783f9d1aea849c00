import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { binPath, type Fault, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectSuccess, folder, ID, inventory, inventoryFile, lines, serve } from './kit.ts'

const other = ID.replace('lab1', 'lab2')
const json = JSON.stringify({ action: 'inventory', deviceid: ID, itemtype: 'Computer', content: {} })

test('two servers, one refuses: told apart, the file stays', async () => {
  const good = await serve()
  const bad = await serve({ fault: () => ({ kind: 'status', status: 403 }) })
  const file = inventoryFile()
  const result = await runBin('injector', ['--file', file, '--remove', '--url', good.url, '--url', bad.url])
  expect(result.code).toBe(1)
  expect(lines(result)[0]).toMatch(`[error] ${file} to ${bad.url}: communication error: 403 Forbidden`)
  expect(result.stderr).not.toContain(good.url)
  expect([good.inventories.size, bad.inventories.size, existsSync(file)]).toEqual([1, 0, true])
})

test('several documents in one stream', async () => {
  const server = await serve()
  expectSuccess(await runBin('injector', ['--url', server.url], { stdin: inventory(ID) + inventory(other) }))
  expect([...server.inventories.keys()]).toEqual([ID, other])
})

test('a pending document is asked for again, with both ids', async () => {
  const server = await serve({
    role: 'glpi',
    fault: (_, n) => (n === 1 ? { kind: 'pending', expiration: '1s', requestId: 'ABCD1234' } : undefined),
    answer: ({ method }) =>
      method === 'GET'
        ? { status: 200, headers: { 'Content-Type': 'application/json' }, body: Buffer.from('{"status":"ok"}') }
        : undefined,
  })
  expectSuccess(await runBin('injector', ['--url', server.url], { stdin: json }))
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
  expect(server.requests[1]?.headers).toMatchObject({
    'glpi-request-id': 'ABCD1234',
    'glpi-agent-id': server.requests[0]?.headers['glpi-agent-id'],
  })
})

test('OAuth: the token is fetched, used and never shown', async () => {
  const oauth = { clientId: 'agent', clientSecret: 'S3cr3t-canary' }
  const server = await serve({ role: 'glpi', oauth })
  const args = ['--debug', '--debug', '--oauth-client-id', 'agent', '--url', server.url]
  const env = { FUSIONINVENTORY_OAUTH_CLIENT_SECRET: oauth.clientSecret }
  const result = await runBin('injector', args, { stdin: json, env })
  expectSuccess(result)
  expect(server.inventories.has(ID)).toBe(true)
  expect(result.stderr).not.toMatch(/canary|token-1/)
})

describe('the spool', () => {
  test.each<[string, Fault]>([
    ['500', { kind: 'status', status: 500 }],
    ['a page', { kind: 'html' }],
    ['an empty answer', { kind: 'empty' }],
    ['a reset', { kind: 'reset' }],
    ['half an answer', { kind: 'half' }],
    ['401', { kind: 'status', status: 401 }],
    ['an error', { kind: 'status', status: 200, type: 'text/xml', body: '<REPLY><ERROR>no</ERROR></REPLY>' }],
  ])('%s: what comes through a pipe is kept, and sent at the next run', async (_, fault) => {
    let now: Fault | undefined = fault
    const server = await serve({ fault: () => now })
    const spool = join(folder(), 'spool')
    const args = ['--spool', spool, '--url', server.url]
    const first = await runBin('injector', args, { stdin: inventory(ID) })
    expect(first.code).toBe(1)
    expect(lines(first)[0]).toMatch(/^\[error\] STDIN DATA: .*; kept in the spool$/)
    now = undefined
    expectSuccess(await runBin('injector', [...args, '--directory', folder()]))
    expect(server.inventories.has(ID)).toBe(true)
    expect(readdirSync(spool)).toEqual([])
  })
})

test('--watch sends what appears, and ends by SIGTERM', async () => {
  let fault: Fault | undefined = { kind: 'reset' }
  const server = await serve({ fault: () => fault })
  const inbox = join(folder(), 'inbox')
  mkdirSync(inbox)
  const args = ['-r', '-d', inbox, '--watch=0.1', '--spool', join(inbox, '..', 'spool'), '--url', server.url]
  const child = spawn(process.execPath, [binPath('injector'), ...args], { stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  try {
    writeFileSync(join(inbox, 'a.ocs'), inventory(ID))
    await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBeGreaterThan(1)
    fault = undefined
    await expect.poll(() => server.inventories.has(ID), { timeout: 20_000 }).toBe(true)
    writeFileSync(join(inbox, 'b.ocs'), inventory(other))
    await expect.poll(() => readdirSync(inbox), { timeout: 20_000 }).toEqual([])
    expect(server.inventories.has(other)).toBe(true)
  } finally {
    child.kill('SIGTERM')
  }
  expect(await ended).toBe(143)
})
