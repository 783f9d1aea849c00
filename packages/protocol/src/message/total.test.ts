import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLines } from '../model/clean.ts'
import { readXml } from '../xml/read.ts'
import { getConfig } from './config.ts'
import { contact } from './contact.ts'
import { ProtocolError } from './error.ts'
import type { Exchange, Given } from './exchange.ts'
import { inventory } from './inventory.ts'
import { networkReport } from './network.ts'
import { getParams } from './params.ts'
import { pendingOf } from './pending.ts'
import { prolog } from './prolog.ts'
import { said } from './said.ts'
import { answering } from './test-answers.ts'

const deviceid = 'me-1'
const ids = { agentId: 'u-u' }
const exchanges: readonly Exchange<unknown>[] = [
  prolog({ deviceid }),
  inventory({ deviceid, content: {} }),
  networkReport({ deviceid }, { query: 'SNMPQUERY', version: '1' }, { end: true }),
  contact({ deviceid, version: '1', installedTasks: [], enabledTasks: [] }, ids),
  getParams({ deviceid, version: '1', use: [] }, ids),
  getConfig({ target: new URL('http://h/'), deviceid, tasks: {} }),
]

/** Text that is nearly right: pieces of real answers, in any order. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '<?xml version="1.0"?>',
          '<REPLY>',
          '</REPLY>',
          '<REPLY/>',
          '<OPTION>',
          '</OPTION>',
          '<NAME>SNMPQUERY</NAME>',
        ],
        ...[
          '<PARAM PID="1"/>',
          '<DEVICE IP="10.0.0.1"/>',
          '<ERROR>',
          '</ERROR>',
          '<![CDATA[',
          ']]>',
          '&#0;',
          '&x;',
          '<!DOCTYPE a>',
        ],
        ...[
          '{',
          '}',
          '"status":',
          '"ok"',
          '"pending"',
          ',',
          '"expiration":',
          '"tasks":',
          '"schedule":[',
          ']',
          '"__proto__":{',
          '24',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => Buffer.from(parts.join('')))
const json = fc
  .dictionary(
    fc.constantFrom(
      'status',
      'expiration',
      'tasks',
      'disabled',
      'message',
      'schedule',
      'configValidityPeriod',
      'credentials',
      'ERROR',
    ),
    fc.oneof(fc.constantFrom('ok', 'pending', 'error'), fc.jsonValue({ maxDepth: 4 })),
  )
  .map((value) => Buffer.from(JSON.stringify(value)))
const bytes = fc.uint8Array({ maxLength: 200 })
const body = fc
  .oneof(pieces, json, bytes)
  .chain((plain) => fc.constantFrom<Uint8Array>(plain, deflateSync(plain), gzipSync(plain)))
const answer: fc.Arbitrary<Given> = fc
  .record({
    body,
    status: fc.constantFrom(200, 200, 202, 204, 400, 401, 500),
    statusText: fc.constantFrom('OK', '', 'x\x1b[31m'),
    type: fc.constantFrom(
      undefined,
      'application/xml',
      'application/x-compress-zlib',
      'application/x-compress-deflate',
      'x',
    ),
  })
  .map(({ body: content, ...more }) => answering(content, more))

const onlyProtocolErrors = async (run: () => Promise<unknown>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    for (const line of [error.message, error.hint ?? '']) expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029]/)
    expect(error.message.length).toBeLessThan(520)
  }
}

it('whatever a server says, it is understood or a ProtocolError of one line', async () => {
  await fc.assert(
    fc.asyncProperty(answer, async (given) => {
      for (const { read } of exchanges) await onlyProtocolErrors(() => read(given))
      await onlyProtocolErrors(() => pendingOf(exchanges[0]?.request ?? { method: 'GET', headers: {} }, given, 0))
    }),
    { numRuns: 300 },
  )
})

/** As `curl --data @FILE` sends it. */
const withoutLineBreaks = (xml: string): string => xml.replace(/[\r\n]/g, '')
const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('XML', () => {
  it('we write comes back, with line breaks and without', () => {
    fc.assert(
      fc.property(anyText, anyText, (id, value) => {
        const { request } = networkReport(
          { deviceid: id },
          { query: 'NETDISCOVERY', version: value },
          { device: { DESCRIPTION: value } },
          { packing: 'none' },
        )
        const text = String(request.body)
        for (const xml of [text, withoutLineBreaks(text)]) {
          const [content, device] = readXml(xml).children
          const [found, version] = content?.children ?? []
          expect(device?.text).toBe(cleanLines(id))
          expect(version?.text).toBe(cleanLines(value))
          expect(found?.children[0]?.text ?? '').toBe(cleanLines(value))
        }
      }),
    )
  })

  it('servers write is understood, in any packing', async () => {
    // What a well-formed document can hold; white space at the ends has no meaning in a REPLY.
    const legal = anyText.map((text) => cleanLines(text).trim())
    await fc.assert(
      fc.asyncProperty(legal, legal, fc.boolean(), async (text, attribute, lines) => {
        const escaped = (one: string) => one.replace(/[&<>"'\n]/g, (char) => `&#${char.charCodeAt(0)};`)
        const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>\n <A X="${escaped(attribute)}">${escaped(text)}</A>\n</REPLY>\n`
        const sent = Buffer.from(lines ? xml : withoutLineBreaks(xml))
        for (const one of [sent, deflateSync(sent), gzipSync(sent)]) {
          const { reply } = await said(answering(one))
          expect(reply?.map.A).toEqual({ X: attribute, ...(text !== '' && { content: text }) })
        }
      }),
    )
  })
})
