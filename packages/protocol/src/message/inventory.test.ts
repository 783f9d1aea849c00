import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../model/diagnostics.ts'
import { writeInventory } from '../xml/write.ts'
import { inventory, nativeInventory, taken } from './inventory.ts'
import { answering, failureOf } from './test-answers.ts'

const document = {
  deviceid: 'me-1',
  tag: 'lab',
  content: { HARDWARE: { NAME: 'é😀', CHECKSUM: '131071' }, MEMORIES: [{ CAPACITY: 'B0' }] },
}

it('the request in XML', () => {
  const { request } = inventory(document)
  expect(request.headers).toEqual({ 'content-type': 'application/x-compress-zlib' })
  expect(inflateSync(request.body ?? '').toString()).toBe(writeInventory(document))
  expect(String(inventory(document, { packing: 'none' }).request.body)).toBe(writeInventory(document))
})

it.each([[{}], [{ HARDWARE: { NAME: 'a' } }], [{ HARDWARE: { CHECKSUM: 'all' } }], [{ HARDWARE: { CHECKSUM: '' } }]])(
  'a CHECKSUM always, in XML: %j',
  (content) => {
    const { request } = inventory({ deviceid: 'a', content }, { packing: 'none' })
    expect(String(request.body)).toContain('<CHECKSUM>131071</CHECKSUM>')
  },
)

it('a CHECKSUM that is there stays', () => {
  for (const CHECKSUM of [0, 5, '65536']) {
    const { request } = inventory({ deviceid: 'a', content: { HARDWARE: { CHECKSUM } } }, { packing: 'none' })
    expect(String(request.body)).toContain(`<CHECKSUM>${CHECKSUM}</CHECKSUM>`)
  }
})

it('the request in JSON, without what the format has no form for', () => {
  const told: Diagnostic[] = []
  const { request } = nativeInventory(document, {
    agentId: 'u-u',
    requestId: '0A1B2C3D',
    packing: 'none',
    partial: true,
    log: (one) => told.push(one),
  })
  expect(request.headers).toEqual({
    'content-type': 'application/json',
    'GLPI-Agent-ID': 'u-u',
    'GLPI-Request-ID': '0A1B2C3D',
  })
  expect(JSON.parse(String(request.body))).toEqual({
    action: 'inventory',
    content: { hardware: { name: 'é😀' }, versionclient: expect.any(String) },
    deviceid: 'me-1',
    itemtype: 'Computer',
    partial: true,
    tag: 'lab',
  })
  expect(told).toEqual([expect.objectContaining({ section: 'MEMORIES', field: 'CAPACITY' })])
  expect(nativeInventory(document, { agentId: 'u-u' }).request.headers['GLPI-Request-ID']).toBeUndefined()
})

describe('taken', () => {
  it.each([
    ['<REPLY/>', {}],
    ['<REPLY><RESPONSE>SEND</RESPONSE></REPLY>', {}],
    ['<REPLY><expiration>24</expiration><status>ok</status></REPLY>', { period: 86_400 }],
    [
      '<REPLY><RESPONSE>ACCOUNT_UPDATE</RESPONSE><ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>first</KEYVALUE></ACCOUNTINFO></REPLY>',
      { tag: 'first' },
    ],
    ['<REPLY><RESPONSE>ACCOUNT_UPDATE</RESPONSE></REPLY>', {}],
    ['{"expiration":"24","status":"ok"}', { period: 86_400 }],
    ['{"RESPONSE":"SEND"}', {}],
  ])('%s', async (body, expected) => {
    expect(await taken(answering(body))).toEqual({ ...expected, warnings: [] })
  })

  it.each(['{}', '{"status":"pending"}', '{"status":["ok"]}', '{"RESPONSE":"STOP"}'])('not: %s', async (body) => {
    expect(await failureOf(taken(answering(body)))).toMatchObject({ code: 'CONTENT' })
  })
})
