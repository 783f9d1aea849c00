import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstLine, readAnswer } from './answer.ts'
import { TransportError } from './errors.ts'

const read = (text: string | Uint8Array, type?: string) =>
  readAnswer(typeof text === 'string' ? Buffer.from(text) : text, type)
const reply = '<?xml version="1.0" encoding="UTF-8"?>\n<REPLY><RESPONSE>SEND</RESPONSE></REPLY>'

describe('readAnswer', () => {
  it.each([
    ['plain', reply],
    ['no declaration', '<REPLY><RESPONSE>SEND</RESPONSE></REPLY>'],
    ['a byte order mark', `\ufeff${reply}`],
    ['the empty page that old servers put before', `<html></html>\n${reply}`],
    ['packed', deflateSync(reply)],
  ])('%s', async (_, body) => {
    expect(await read(body)).toMatchObject({ kind: 'reply', reply: { response: 'SEND', options: [] }, warnings: [] })
  })

  it.each([
    [`<br />\n<b>Warning</b>: x<br />\n${reply}`, 'text before the answer skipped: <br />'],
    [
      `Unattended element in QUERY : *FOO*${reply}`,
      'text before the answer skipped: Unattended element in QUERY : *FOO*',
    ],
    [`${reply}\n<br />Notice: y`, 'text after the answer skipped: <br />Notice: y'],
  ])('text around it is skipped, and said: %j', async (body, warning) => {
    expect(await read(body)).toMatchObject({ kind: 'reply', reply: { response: 'SEND' }, warnings: [warning] })
  })

  it('an empty REPLY is an empty map', async () => {
    for (const body of ['<REPLY/>', '<REPLY></REPLY>', '<REPLY>\n</REPLY>']) {
      const said = await read(body)
      expect(said.kind === 'reply' && said.reply).toEqual({ options: [], map: Object.create(null) })
    }
  })

  it('JSON', async () => {
    const body = ' {"status":"ok","expiration":24}'
    expect(await read(body, 'text/html')).toMatchObject({ kind: 'json', json: { status: 'ok', expiration: 24 } })
    expect(await read(deflateSync(body))).toMatchObject({ kind: 'json', packing: 'zlib' })
  })

  it.each([
    ['', 'unknown content format', /empty/],
    [' \n', 'unknown content format', /empty/],
    ['<html>\n<body>x</body></html>', 'unexpected content, starting with <html>', /wrong URL/],
    ['<!DOCTYPE html><html><body>hi</body></html>', 'unexpected content, starting with <!DOCTYPE html>', /wrong URL/],
    [
      `<!DOCTYPE html><html><body><pre>${reply}</pre></body></html>`,
      'unexpected content, starting with <!DOCTYPE html>',
      /wrong URL/,
    ],
    ['Inventory is disabled', 'uncompressed content, starting with: Inventory is disabled', /switched off/],
    ['[1,2]', 'uncompressed content, starting with: [1,2]', /./],
    ['{"status":', 'uncompressed content, starting with: {"status":', /./],
    ['<?xml version="1.0"?><OTHER/>', 'unexpected content, starting with <OTHER>', /wrong URL/],
  ])('%j is refused', async (body, message, hint) => {
    const error = await read(body).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(TransportError)
    expect(String((error as TransportError).message)).toContain(message)
    expect((error as TransportError).hint).toMatch(hint)
  })

  it.each([
    ['<REPLY><RESPONSE>SEND</REPLY>', /invalid XML/],
    ['<REPLY><RESPONSE>SE', /invalid XML/],
    ['<?xml version="1.0"?><!DOCTYPE REPLY [<!ENTITY a "b">]><REPLY>&a;</REPLY>', /document type/],
    ['<REPLY>&unknown;</REPLY>', /invalid XML/],
    [`<REPLY>${'<A>'.repeat(100)}${'</A>'.repeat(100)}</REPLY>`, /deeper/],
    [`<REPLY>${'<A/>'.repeat(200_001)}</REPLY>`, /more than 200000/],
    [`<REPLY><A B="${'x'.repeat(1024 * 1024 + 1)}"/></REPLY>`, /longer than/],
  ])('hostile or broken XML: %.40s', async (body, message) => {
    await expect(read(body)).rejects.toThrow(message)
  })

  it('reads other encodings', async () => {
    const text = (body: Uint8Array) => read(body).then((said) => said.kind === 'reply' && said.reply.error)
    const latin = (head: string) => Buffer.from(`${head}<REPLY><ERROR>d\xe9j\xe0</ERROR></REPLY>`, 'latin1')
    expect(await text(latin('<?xml version="1.0" encoding="ISO-8859-1"?>'))).toBe('déjà')
    expect(await text(latin(''))).toBe('déjà')
    expect(await text(Buffer.from(`\ufeff<REPLY><ERROR>déjà</ERROR></REPLY>`, 'utf16le'))).toBe('déjà')
    expect(await text(Buffer.from('<REPLY><ERROR>déjà \u{1f600}</ERROR></REPLY>'))).toBe('déjà \u{1f600}')
  })

  it('answers or refuses, whatever comes', async () => {
    const pieces = fc.constantFrom(
      '<REPLY>',
      '</REPLY>',
      '<?xml version="1.0"?>',
      '{',
      '}',
      '<html>',
      '"a":1',
      '\0',
      'x\x9c',
      ' ',
      '<A B="1">',
      '&#0;',
      ']]>',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 12 }), async (parts) => {
        const result = await read(Buffer.from(parts.join(''), 'latin1')).catch((error: Error) => error)
        if (result instanceof Error) expect(result.name).toBe('TransportError')
      }),
    )
  })
})

it('shows one safe line', () => {
  expect(firstLine('\n\n  a\x1b[31mb\nc')).toBe('a [31mb')
  expect(firstLine(`${'x'.repeat(500)}`)).toHaveLength(120)
  expect(firstLine('')).toBe('')
})

const shared = process.env.FUSIONINVENTORY_SHARED ?? new URL('../../../../../shared', import.meta.url).pathname
const recordings = ['ocs', 'glpi'].map((name) => join(shared, 'wire', name))

interface Recorded {
  readonly name: string
  readonly request: { readonly start: string }
  readonly response: {
    readonly start: string
    readonly headers: readonly (readonly [string, string])[]
    readonly body_bytes: number
    readonly decoded_file?: string
  }
}

describe.skipIf(!recordings.every(existsSync))('recorded answers (skipped without shared data)', () => {
  it.each(recordings)('%s', async (folder) => {
    const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Recorded[]
    expect(readdirSync(folder).length).toBeGreaterThan(index.length)
    let read = 0
    for (const { name, response } of index) {
      const bytes = readFileSync(join(folder, `${name}.response.http`))
      const body = bytes.subarray(bytes.length - response.body_bytes)
      const type = response.headers.find(([key]) => key.toLowerCase() === 'content-type')?.[1]
      if (!/\.(xml|json)$/.test(response.decoded_file ?? '') || response.body_bytes === 0) continue
      const decoded = readFileSync(join(folder, response.decoded_file ?? ''), 'utf8')
      const said = await readAnswer(body, type)
      read++
      if (said.kind === 'json') expect(JSON.parse(JSON.stringify(said.json)), name).toEqual(JSON.parse(decoded))
      else {
        expect(decoded, name).toContain('<REPLY')
        expect(said.reply.error !== undefined, name).toBe(decoded.includes('<ERROR>'))
        expect(said.reply.response, name).toBe(/<RESPONSE>(\w+)<\/RESPONSE>/.exec(decoded)?.[1])
        expect(said.reply.options.length, name).toBe(decoded.split('<OPTION>').length - 1)
      }
    }
    expect(read).toBeGreaterThan(20)
  })
})
