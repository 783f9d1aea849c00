import { startServer } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { createClient } from '../client/client.ts'
import { loadTrust } from '../trust/index.ts'
import { ask } from './ask.ts'
import { getConfig } from './config.ts'
import { contact } from './contact.ts'
import type { Given, Request } from './exchange.ts'
import { nativeInventory } from './inventory.ts'
import { prolog } from './prolog.ts'
import { answering, failureOf } from './test-answers.ts'

const deviceid = 'a-2026-11-22-17-00-00'
const question = contact(
  { deviceid, version: '3.0', installedTasks: [], enabledTasks: ['inventory', 'deploy'] },
  { agentId: 'u-u', requestId: '00000001' },
)

/** Answers one after the other, the last one for ever. */
function script(...answers: readonly Given[]) {
  const requests: Request[] = []
  const slept: number[] = []
  return {
    requests,
    slept,
    sleep: async (ms: number) => void slept.push(ms),
    send: async (request: Request) => {
      requests.push(request)
      return answers[Math.min(requests.length, answers.length) - 1] ?? answering('')
    },
  }
}
const pending = (expiration: unknown, headers: Record<string, string> = {}) =>
  answering(JSON.stringify({ status: 'pending', expiration }), { status: 202, headers })

describe('a pending server', () => {
  it('is asked again by GET, with the id that it gave', async () => {
    const server = script(
      pending('10s', { 'glpi-request-id': 'abcdef01' }),
      pending('7d', { 'glpi-request-id': 'no\tid' }),
      pending('nonsense'),
      answering('{"status":"ok","expiration":24}'),
    )
    expect(await ask(server, question, server)).toMatchObject({ status: 'ok', period: 86_400 })
    expect(server.slept).toEqual([10_000, 3_600_000, 10_000])
    expect(server.requests.slice(1)).toEqual([
      { method: 'GET', headers: { 'GLPI-Agent-ID': 'u-u', 'GLPI-Request-ID': 'ABCDEF01' } },
      { method: 'GET', headers: { 'GLPI-Agent-ID': 'u-u', 'GLPI-Request-ID': '00000001' } },
      { method: 'GET', headers: { 'GLPI-Agent-ID': 'u-u', 'GLPI-Request-ID': '00000001' } },
    ])
  })

  it('is given up after twelve times', async () => {
    const server = script(pending('1s'))
    expect(await failureOf(ask(server, question, server))).toMatchObject({
      code: 'PENDING',
      message: 'got too much pending status',
    })
    expect(server.requests).toHaveLength(13)
  })

  it('202 with something else is read as it is', async () => {
    expect(await ask(script(answering('<REPLY/>', { status: 202 })), prolog({ deviceid }))).toMatchObject({
      dialect: 'legacy',
    })
  })
})

it('the client sends what is said here', async () => {
  const lines: string[] = []
  const log = { warning: (line: string) => void lines.push(line), debug: () => undefined }
  const glpi = await startServer({ role: 'glpi' })
  const client = createClient({ url: glpi.url, userAgent: 'Test', trust: loadTrust({}), env: {}, log })
  try {
    expect(await ask(client, prolog({ deviceid }))).toMatchObject({ dialect: 'legacy', prolog: { inventory: true } })
    expect(await ask(client, prolog({ deviceid, agentId: 'u-u' }))).toMatchObject({ dialect: 'glpi', contact: false })
    expect(await ask(client, question)).toMatchObject({ status: 'ok', disabled: ['deploy'], prolog: false })
    const document = { deviceid, content: { HARDWARE: { NAME: 'x' } } }
    expect(await ask(client, nativeInventory(document, { agentId: 'u-u' }))).toEqual({ period: 86_400, warnings: [] })
    expect(glpi.inventories.size).toBe(1)
    const config = getConfig({ target: client.url, deviceid, tasks: { Deploy: '2.8' } })
    expect(await failureOf(ask(client, config))).toMatchObject({ message: '400 Bad Request: Protocol not supported' })
    expect(lines).toEqual([])
  } finally {
    client.close()
    await glpi.close()
  }
})
