import { gunzipSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseReply } from '../client/reply.ts'
import { prolog, prologOf } from './prolog.ts'
import { answering, failureOf } from './test-answers.ts'

const xml = `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <DEVICEID>me-1</DEVICEID>
  <QUERY>PROLOG</QUERY>
  <TOKEN>12345678</TOKEN>
</REQUEST>
`

describe('the request', () => {
  it('packed', () => {
    const { request } = prolog({ deviceid: 'me-1' })
    expect(request.headers).toEqual({ 'content-type': 'application/x-compress-zlib' })
    expect(inflateSync(request.body ?? '').toString()).toBe(xml)
    const gzip = prolog({ deviceid: 'me-1' }, { packing: 'gzip' }).request
    expect(gzip.headers).toEqual({ 'content-type': 'application/x-compress-gzip' })
    expect(gunzipSync(gzip.body ?? '').toString()).toBe(xml)
  })

  it('plain, with a token and an agent id', () => {
    const { request } = prolog({ deviceid: 'me-1', agentId: 'u-u' }, { packing: 'none', token: 'a<b' })
    expect(request).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/xml', 'GLPI-Agent-ID': 'u-u' },
    })
    expect(String(request.body)).toBe(xml.replace('12345678', 'a&lt;b'))
  })
})

describe('the answer', () => {
  const read = (body: string) => prolog({ deviceid: 'me-1' }).read(answering(body))

  it('in XML', async () => {
    expect(await read('<REPLY><RESPONSE>SEND</RESPONSE><PROLOG_FREQ>1.5</PROLOG_FREQ></REPLY>')).toMatchObject({
      dialect: 'legacy',
      prolog: { response: 'SEND', inventory: true, period: 5400, orders: { discoveries: [], warnings: [] } },
      warnings: [],
    })
    expect(await read('<REPLY><RESPONSE>STOP</RESPONSE></REPLY>')).toMatchObject({ prolog: { inventory: false } })
    expect(await read('<REPLY/>')).toMatchObject({ dialect: 'legacy', prolog: { inventory: false } })
  })

  it.each(['0', '-1', '9000', 'soon'])('a PROLOG_FREQ of %s is ignored', (hours) => {
    const { period, orders } = prologOf(parseReply(`<REPLY><PROLOG_FREQ>${hours}</PROLOG_FREQ></REPLY>`))
    expect([period, orders.warnings]).toEqual([undefined, ['PROLOG_FREQ is ignored: not 0 < hours <= 8760']])
  })

  it.each([
    ['{"expiration":"24","status":"ok"}', { contact: false, period: 86_400 }],
    ['{"expiration":0,"status":"ok"}', { contact: true }],
    ['{"status":"ok"}', { contact: true }],
    ['{"status":"pending","expiration":"10s"}', { contact: true, period: 10 }],
  ])('in JSON: %s', async (body, expected) => {
    expect(await read(body)).toEqual({ dialect: 'glpi', ...expected, warnings: [] })
  })

  it.each([
    ['{}', 'CONTENT'],
    ['{"status":"maybe","expiration":24}', 'CONTENT'],
    ['{"status":"error","message":"no","expiration":24}', 'REFUSED'],
  ])('in JSON that is neither: %s', async (body, code) => {
    expect(await failureOf(read(body))).toMatchObject({ code })
  })
})
