import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ProtocolError } from './error.ts'
import { accepted, said } from './said.ts'
import { answering, failureOf } from './test-answers.ts'

const reply = '<REPLY><RESPONSE>SEND</RESPONSE></REPLY>'
const declared = `<?xml version="1.0" encoding="UTF-8"?>\n${reply}`

describe('an answer is read', () => {
  it.each([
    ['plain', declared, 'application/xml'],
    ['without declaration', reply, 'application/xml'],
    ['behind a byte order mark', `\ufeff${declared}`, 'application/xml'],
    ['zlib', deflateSync(declared), 'application/x-compress-zlib'],
    ['zlib level 1', deflateSync(declared, { level: 1 }), 'application/x-compressed'],
    ['zlib level 9', deflateSync(declared, { level: 9 }), undefined],
    ['gzip', gzipSync(declared), 'application/x-compress-gzip'],
    ['gzip under another type', gzipSync(declared), 'application/x-compressed'],
    ['raw deflate', deflateRawSync(declared), 'application/x-compress-deflate'],
    ['as an HTML page of nothing', `<html></html>${declared}`, 'text/html'],
    ['in Latin-1', Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${reply}`, 'latin1'), 'application/xml'],
  ])('%s', async (_, body, type) => {
    const { reply: got, warnings } = await accepted(answering(body, { type }))
    expect(got?.response).toBe('SEND')
    expect(warnings).toEqual([])
  })

  it.each(['<REPLY/>', '<REPLY>\n</REPLY>', "<?xml version='1.0'?><REPLY></REPLY>\n"])(
    'that says nothing: %j',
    async (body) => {
      expect((await accepted(answering(body))).reply?.map).toEqual({})
    },
  )

  it.each([
    ['XML', `<b>Warning</b>: x in y.php\n${declared}`],
    ['zlib', Buffer.concat([Buffer.from('PHP Notice: \x1b[31mx\n'), deflateSync(declared)])],
  ])('behind warnings of PHP, which are told: %s', async (_, body) => {
    const { reply: got, warnings } = await accepted(answering(body))
    expect(got?.response).toBe('SEND')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^text before the answer skipped: [ -~]*$/)
  })

  it('JSON, packed and under any type', async () => {
    for (const body of ['{"status":"ok"}', deflateSync(' {"status":"ok"}\n')])
      expect((await accepted(answering(body, { type: 'text/html; charset=UTF-8' }))).json).toEqual({ status: 'ok' })
  })
})

describe('no success', () => {
  it.each([
    ['<REPLY><ERROR>SSL REQUIRED BY SERVER</ERROR></REPLY>', 'REFUSED', 'server error: SSL REQUIRED BY SERVER'],
    ['<REPLY ERROR="no"/>', 'REFUSED', 'server error: no'],
    ['<REPLY><ERROR/></REPLY>', 'REFUSED', 'server error: no reason given'],
    ['<REPLY><ERROR>a\n\x85b</ERROR></REPLY>', 'REFUSED', 'server error: a b'],
    ['<REPLY><status>error</status><message>m</message></REPLY>', 'REFUSED', 'server error: m'],
    ['{"status":"error","message":"Protocol not supported"}', 'REFUSED', 'server error: Protocol not supported'],
    ['{"status":"error","message":[1]}', 'REFUSED', 'server error: no reason given'],
    ['Inventory is disabled', 'REFUSED', 'Inventory support is disabled server-side'],
    [`Unattended element in QUERY : *FOO*\n${reply}`, 'REFUSED', 'server error: Unattended element in QUERY : *FOO*'],
    ['all is well', 'CONTENT', 'uncompressed content, starting with: all is well'],
    ['<html><body>Login</body></html>', 'CONTENT', 'unexpected content, starting with <html><body>Login</body></html>'],
    ['', 'CONTENT', 'unknown content format'],
    ['<X/>', 'CONTENT', 'unexpected content, starting with <X/>'],
    ['<REPLY>', 'CONTENT', 'invalid XML in the answer: unclosed tag: REPLY at line 1, column 7'],
    ['<!DOCTYPE REPLY [<!ENTITY a "b">]><REPLY>&a;</REPLY>', 'CONTENT', /^unexpected content/],
    ['<?xml version="1.0"?><!DOCTYPE r SYSTEM "file:///etc/passwd"><REPLY/>', 'CONTENT', /./],
    [`<REPLY>${'<a>'.repeat(100)}`, 'CONTENT', /nested deeper than 64/],
    [gzipSync(declared).subarray(0, 30), 'CONTENT', 'corrupt gzip content'],
    [deflateSync(Buffer.alloc(80_000_000, 32)), 'CONTENT', /unpacks to more than/],
    ['[1]', 'CONTENT', 'uncompressed content, starting with: [1]'],
  ])('%s', async (body, code, message) => {
    const error = await failureOf(accepted(answering(body)))
    expect(error).toMatchObject({ code, message: message instanceof RegExp ? expect.stringMatching(message) : message })
  })

  it.each([
    [
      400,
      'Bad Request',
      '<REPLY><ERROR><![CDATA[XML not well formed!]]></ERROR></REPLY>',
      '400 Bad Request: XML not well formed!',
    ],
    [
      400,
      'Bad Request',
      '{"status":"ok","message":"foo task not supported"}',
      '400 Bad Request: foo task not supported',
    ],
    [500, 'Internal Server Error', '<html><title>500</title></html>', '500 Internal Server Error'],
    [400, '', '', '400'],
    [200, 'OK', deflateSync(reply), undefined],
    [202, 'Accepted', reply, undefined],
  ])('by status: %d %s', async (status, statusText, body, message) => {
    const answer = answering(body, { status, statusText })
    if (message === undefined) expect((await accepted(answer)).reply?.response).toBe('SEND')
    else expect(await failureOf(accepted(answer))).toMatchObject({ code: 'HTTP', status, message })
  })

  it('but what it says can be had', async () => {
    expect(await said(answering('<REPLY><ERROR>e</ERROR></REPLY>', { status: 500 }))).toMatchObject({ refusal: 'e' })
  })
})

it('errors are one line of bounded length', () => {
  const error = new ProtocolError('REFUSED', `a\r\n\u2028b\x1b[2J\u202e${'x'.repeat(100_000)}😀`, { hint: 'c\nd' })
  expect(error.message).toMatch(/^a b \[2J x{10,}\.\.\.$/)
  expect(error.message.length).toBeLessThan(520)
  expect(error.hint).toBe('c d')
  expect(new ProtocolError('REFUSED', `${'x'.repeat(499)}😀x`).message).toBe(`${'x'.repeat(499)}...`)
})
