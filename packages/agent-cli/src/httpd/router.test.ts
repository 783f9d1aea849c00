import fc from 'fast-check'
import { expect, it } from 'vitest'
import { running } from './io/test-agent.ts'

const letters = fc.constantFrom(
  ...'/.%~:*?#&=+;,\\ \t<>"\'{}[]|^`@!$()-_aZ09né\0\x7f'.split(''),
  '%2f',
  '%00',
  '%zz',
  '%E9',
  '..',
)
const path = fc
  .tuple(
    fc.constantFrom(
      '',
      '/',
      '/now',
      '/now/',
      '/deploy/getFile/',
      '/inventory/',
      '/proxy/fusioninventory',
      '/status',
      '//',
      '/test/',
    ),
    fc.array(letters, { maxLength: 30 }),
  )
  .map(([head, tail]) => `${head}${tail.join('')}`)
const header = fc.constantFrom(
  'Host',
  'Origin',
  'Sec-Fetch-Site',
  'Referer',
  'Cookie',
  'X-Request-ID',
  'X-Auth-Payload',
  'GLPI-Proxy-ID',
  'Content-Type',
  'Authorization',
  'Accept',
  'X-Forwarded-For',
  'Forwarded',
)
const value = fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x20-\x7e]/g, '~').trim())
const word = 'a token of many letters'
const files = {
  'inventory-server-plugin.cfg': `disabled = no\ntoken = "${word}"\nmaxrate = 10000\n`,
  'proxy-server-plugin.cfg': 'disabled = no\nmaxrate = 10000\n',
  'server-test-plugin.cfg': 'disabled = no\n',
}

/** Statuses that mean something here; 500 would be a fault, and nothing is found that was not put there. */
const known = new Set([200, 204, 303, 400, 401, 403, 404, 405, 413])

it('whatever is asked: an answer that is meant, never a fault, and no contact for who is not trusted', async () => {
  const { raw, view, lines, clock } = await running({ 'httpd-trust': [] }, { files })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE', 'BREW'),
      path,
      fc.array(fc.tuple(header, value), { maxLength: 6 }),
      async (method, target, headers) => {
        const socket = await raw('127.0.0.2')
        const answer = new Promise<string>((done) => {
          let text = ''
          socket.on('data', (piece: Buffer) => {
            text += piece.toString('latin1')
          })
          socket.on('error', () => undefined)
          socket.on('close', () => done(text))
        })
        const lines = [...headers, ['Connection', 'close']].map(([name, text]) => `${name}: ${text}\r\n`).join('')
        socket.write(`${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines}\r\n`)
        const text = await answer
        const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1])
        expect([target, status, known.has(status)]).toEqual([target, status, true])
        expect(text).toMatch(/^Server: FusionInventory-Agent\r$/im)
        expect(text).not.toContain(word)
      },
    ),
    { numRuns: 400 },
  )
  expect(view.runs).toEqual([])
  expect(lines.filter((line) => line.includes('unexpected error'))).toEqual([])
  await clock.advance(10_000)
}, 60_000)
