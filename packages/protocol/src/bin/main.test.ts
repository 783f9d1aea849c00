import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { memoryIo } from '@fusioninventory/cli-kit'
import { afterAll, describe, expect, it, test } from 'vitest'
import { version } from '../../package.json'
import { writeInventory } from '../xml/write.ts'
import { main } from './main.ts'

const dir = mkdtempSync(join(tmpdir(), 'protocol-tool-'))
afterAll(() => rmSync(dir, { recursive: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}
const run = async (argv: readonly string[], stdin: string | Uint8Array = '', env = {}) => {
  const io = memoryIo({ argv, stdin, env })
  return { code: await main(io), out: io.out().replaceAll(dir, 'DIR'), err: io.err().replaceAll(dir, 'DIR') }
}
const xml = (memory: number | string, deviceid = 'lab1') =>
  writeInventory({
    deviceid,
    content: { HARDWARE: { NAME: 'lab1', MEMORY: memory, ETIME: memory }, VERSIONCLIENT: 'Test' },
  })

test('version, help', async () => {
  expect((await run(['--version'])).out).toContain(`FusionInventory Protocol ${version}\n`)
  expect((await run(['-h'])).out).toContain('fusioninventory-protocol [options] validate [FILE...]')
})

test.each([
  [[], 'A command is required: decode'],
  [['fly'], 'Unknown command: fly'],
  [['constructor'], 'Unknown command: constructor'],
  [['diff', 'a'], 'diff needs 2 files'],
  [['diff', '-', '-'], 'Standard input can be read only once'],
  [['merge'], 'merge needs a file'],
  [['convert', 'a', 'b'], 'Unexpected argument: b'],
  [['convert', '-'], 'convert needs the option to'],
  [['--to', 'pdf', 'convert'], 'to'],
  [['--to', 'xml', 'decode'], 'Option to is not for decode'],
  [['--max-size', '0', 'decode'], 'Value "0" invalid for option max-size'],
  [['send'], 'Option url is required'],
  [['--url', 'ftp://a/', 'send'], 'ftp'],
  [['--url', 'http://a/', '--user', 'me', 'send'], 'Option user needs a password: --password-file'],
  [['decode', '/nowhere'], "[error] Can't read /nowhere: No such file or directory"],
])('%j is a usage error', async (argv, message) => {
  const { code, out, err } = await run(argv)
  expect([code, out]).toEqual([2, ''])
  expect(err.split('\n')[0]).toContain(message)
})

test('what the environment says of a server concerns send only', async () => {
  const env = { FUSIONINVENTORY_USER: 'me', FUSIONINVENTORY_OAUTH_CLIENT_SECRET: 's', FUSIONINVENTORY_PASSWORD: 'p' }
  expect(await run(['decode'], 'x', env)).toMatchObject({ code: 0, out: 'x' })
})

describe('decode', () => {
  it.each([
    ['zlib', deflateSync('text')],
    ['gzip', gzipSync('text')],
    ['plain', Buffer.from('text')],
    ['zlib behind a warning', Buffer.concat([Buffer.from('Warning: x\n'), deflateSync('text')])],
  ])('%s', async (_name, bytes) => {
    expect(await run(['decode'], bytes)).toMatchObject({ code: 0, out: 'text' })
  })

  it('several files follow each other', async () => {
    const [a, b] = [file('a.z', deflateSync('one')), file('b.gz', gzipSync('two'))]
    expect(await run(['-v', 'decode', a, b])).toEqual({
      code: 0,
      out: 'onetwo',
      err: '[info] DIR/a.z: zlib, 3 bytes\n[info] DIR/b.gz: gzip, 3 bytes\n',
    })
  })

  it.each([
    [[], deflateSync('text'.repeat(99)).subarray(0, 9), 'corrupt zlib content'],
    [['--packing', 'gzip'], deflateSync('text'), 'standard input: not packed with gzip'],
    [['--packing', 'deflate'], Buffer.from('text'), 'corrupt deflate content'],
    [['--max-size', '1'], deflateSync(Buffer.alloc(2 ** 21)), 'unpacks to more than 1 MiB'],
    [['--max-size', '1'], Buffer.alloc(2 ** 21), 'standard input is larger than 1 MiB'],
  ])('%j %#: fails', async (argv, bytes, message) => {
    const { code, out, err } = await run([...argv, 'decode'], bytes)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(message)
    expect(err.split('\n')).toHaveLength(2)
  })
})

describe('encode', () => {
  it('packs the very bytes, and decode gives them back', async () => {
    for (const packing of ['zlib', 'gzip', 'deflate', 'plain']) {
      const io = memoryIo({ argv: ['encode', '--packing', packing], stdin: 'text' })
      const chunks: Buffer[] = []
      io.stdout.write = ((chunk: Uint8Array, done: () => void) => {
        chunks.push(Buffer.from(chunk))
        done()
        return true
      }) as typeof io.stdout.write
      expect(await main(io)).toBe(0)
      const packed = Buffer.concat(chunks)
      if (packing === 'zlib') expect(inflateSync(packed).toString()).toBe('text')
      if (packing === 'deflate') expect(inflateRawSync(packed).toString()).toBe('text')
      expect(await run(['decode', '--packing', packing], packed)).toMatchObject({ code: 0, out: 'text' })
    }
  })
})

describe('validate', () => {
  it('says nothing of what is fine', async () => {
    expect(await run(['validate', file('fine.xml', xml(2048))])).toEqual({ code: 0, out: '', err: '' })
    const { out } = await run(['--to', 'json', 'convert'], xml(2048))
    expect(await run(['validate'], out)).toEqual({ code: 0, out: '', err: '' })
    expect(await run(['validate', '-v'], deflateSync(xml(1)))).toMatchObject({ err: '[info] standard input: valid\n' })
  })

  it('gives each fault a line', async () => {
    const one = file('one.xml', xml('lots'))
    expect(await run(['validate', one, file('two.json', '{"content": }')])).toEqual({
      code: 1,
      out: `DIR/one.xml:5:7: error: HARDWARE/ETIME "lots": not a whole number
DIR/one.xml:6:7: error: HARDWARE/MEMORY "lots": not a whole number
DIR/two.json:1:13: error: a value is due
`,
      err: '',
    })
    expect(await run(['validate'], '{"action":"inventory"}')).toMatchObject({
      code: 1,
      out: expect.stringContaining("standard input: /: error: must have required property 'content'\n"),
    })
  })

  it('a warning is a fault with --strict only', async () => {
    const odd = xml(1).replace('</HARDWARE>', '</HARDWARE><BIOS><SSN>To be filled by O.E.M.</SSN></BIOS>')
    expect(await run(['validate'], odd)).toMatchObject({ code: 0, out: expect.stringContaining('warning: BIOS/SSN') })
    expect(await run(['validate', '--strict'], odd)).toMatchObject({ code: 1 })
  })

  it('--schema FILE takes the place of the model', async () => {
    const schema = file('schema.json', '{"type":"object","properties":{"a":{"type":"integer"}}}')
    expect(await run(['validate', '--schema', schema], '{"a":1}')).toMatchObject({ code: 0 })
    expect(await run(['validate', '--schema', schema], '{"a":"1"}')).toMatchObject({
      code: 1,
      out: 'standard input: /a: error: must be integer\n',
    })
    const broken = await run(['validate', '--schema', file('no.json', '{"type":"odd"}')], '{}')
    expect(broken).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^\[error\] schema DIR\/no.json: schema is invalid/),
    })
  })

  it.each(['', ' \n', 'text', '\0\0'])('%j is no document', async (text) => {
    expect(await run(['validate'], text)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^\[error\] standard input: .+\n$/),
    })
  })

  it('faults without end are cut short', async () => {
    const many = xml(1).replace('</CONTENT>', `${'<X><A>1</A></X>'.repeat(3000)}</CONTENT>`)
    const { out } = await run(['validate'], many)
    expect(out.split('\n')).toHaveLength(1002)
    expect(out).toContain('standard input: more than 1000 faults\n')
  })

  it('a name of a file or a value cannot move the cursor', async () => {
    const { out } = await run(['validate'], xml('\u202e2'))
    expect(out).not.toContain('\u202e')
  })
})

describe('convert', () => {
  it('there and back', async () => {
    const json = await run(['convert', '--to', 'json'], xml(2048))
    expect(JSON.parse(json.out)).toMatchObject({ deviceid: 'lab1', content: { hardware: { memory: 2048 } } })
    const back = await run(['convert', '--to', 'xml'], json.out)
    expect(back.out).toBe(
      xml(2048)
        .replace('      <ETIME>2048</ETIME>\n', '')
        .replace('<HARDWARE>\n', '<HARDWARE>\n      <CHECKSUM>131071</CHECKSUM>\n'),
    )
    expect((await run(['convert', '--to', 'html'], json.out)).out).toContain('Inventory for lab1')
  })

  it('of several devices, to a page: about the network', async () => {
    const device = (ip: string) =>
      `<REQUEST><DEVICEID>foo</DEVICEID><QUERY>NETDISCOVERY</QUERY><CONTENT><DEVICE><IP>${ip}</IP><DNSHOSTNAME>h${ip}</DNSHOSTNAME></DEVICE></CONTENT></REQUEST>`
    const { out, code } = await run(['convert', '--to', 'html'], device('192.0.2.1') + device('192.0.2.2'))
    expect(code).toBe(0)
    expect(out).toContain('<h1>Network</h1>')
    for (const name of ['h192.0.2.1', 'h192.0.2.2']) expect(out).toContain(`<td>${name}</td>`)
    const one = await run(['convert', '--to', 'html'], device('192.0.2.1'))
    expect(one.out).toContain('<h1>Device h192.0.2.1</h1>')
  })

  it.each([
    ['<REQUEST>\n<A>', 'standard input:2:3: unclosed tag: A'],
    ['{"a":\n}', 'standard input:2:1: a value is due'],
    ['<REPLY/>', 'standard input: a <REPLY>, not a <REQUEST>'],
    ['{"itemtype":"Printer"}', 'standard input: itemtype "Printer"'],
    ['[]', 'standard input: not an object'],
    [xml(1) + xml(2), 'standard input: 2 documents where one is due'],
    ['<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', 'a document type is not allowed'],
  ])('%j: one line', async (text, message) => {
    const { code, out, err } = await run(['convert', '--to', 'json'], text)
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2])
    expect(err).toContain(message)
  })
})

describe('diff', () => {
  const [a, b] = [file('before.xml', xml(2048)), file('after.xml', xml(4096))]
  it('for people', async () => {
    expect(await run(['diff', a, b])).toEqual({
      code: 0,
      out: `--- DIR/before.xml (lab1)
+++ DIR/after.xml (lab1)

HARDWARE
  MEMORY: 2048 -> 4096

0 added, 0 removed, 1 changed; volatile values left out: 1.
`,
      err: '',
    })
    expect((await run(['diff', a, a])).out).toContain('\nNothing changed.\n')
  })

  it('for programs', async () => {
    const { out } = await run(['diff', '--format', 'json', a, b])
    const section = (changes: unknown[]) => [
      { section: 'HARDWARE', added: [], removed: [], changed: [{ identity: {}, changes }] },
    ]
    expect(JSON.parse(out)).toEqual({
      from: { file: 'DIR/before.xml', deviceid: 'lab1' },
      to: { file: 'DIR/after.xml', deviceid: 'lab1' },
      sections: section([{ field: 'MEMORY', from: 2048, to: 4096 }]),
      volatile: section([{ field: 'ETIME', from: 2048, to: 4096, volatile: true }]),
    })
  })

  it('--exit-code', async () => {
    expect((await run(['diff', '--exit-code', a, b])).code).toBe(1)
    expect((await run(['diff', '--exit-code', a, a])).code).toBe(0)
  })
})

describe('merge', () => {
  const found = (ip: string) =>
    `<?xml version="1.0"?><REQUEST><CONTENT><DEVICE><IP>${ip}</IP></DEVICE></CONTENT><DEVICEID>foo</DEVICEID><QUERY>NETDISCOVERY</QUERY></REQUEST>`

  it('each device once, in the order of the files', async () => {
    const shards = [
      file('1.xml', found('10.0.0.1') + found('10.0.0.2')),
      file('2.xml', found('10.0.0.2') + found('10.0.0.3')),
    ]
    const { code, out, err } = await run(['-v', 'merge', ...shards])
    expect(code).toBe(0)
    expect(out.match(/<IP>.*<\/IP>/g)).toEqual(['<IP>10.0.0.1</IP>', '<IP>10.0.0.2</IP>', '<IP>10.0.0.3</IP>'])
    expect(out.match(/<\?xml/g)).toHaveLength(3)
    expect(err).toContain('[info] left out: 10.0.0.2, the same as 10.0.0.2\n')
  })

  it('an empty file is a share of a search that found nothing', async () => {
    const { code, out } = await run([
      'merge',
      file('e1.xml', ''),
      file('e2.xml', found('10.0.0.2')),
      file('e3.xml', '\n'),
    ])
    expect([code, out.match(/<IP>.*<\/IP>/g)]).toEqual([0, ['<IP>10.0.0.2</IP>']])
    expect(await run(['merge', file('e4.xml', '')])).toMatchObject({ code: 1, out: '' })
  })

  it('each machine once', async () => {
    const { out } = await run(['merge', file('m1.xml', xml(1)), file('m2.xml', xml(2)), file('m3.xml', xml(3, 'lab2'))])
    expect(out).toBe(xml(1) + xml(3, 'lab2'))
  })

  it.each([
    [['{}'], 'JSON; merge takes XML messages only'],
    [[found('1'), xml(1)], 'cannot be merged with each other'],
    [['<REQUEST><QUERY>PROLOG</QUERY></REQUEST>'], 'a PROLOG message; merge takes'],
    [['<REPLY/>'], 'a REPLY message; merge takes'],
    [['<REQUEST><QUERY>SNMPQUERY</QUERY></REQUEST>'], 'nothing to merge'],
    [[found('1').replace('<IP>', '<a:b/><IP>')], 'not an element name: a:b'],
    [[`${xml(1)}<?xml version="1.0"?>\n<REQUEST>`], ':15:9: unclosed tag: REQUEST'],
  ])('%#: refuses', async (texts, message) => {
    const { code, out, err } = await run(['merge', ...texts.map((text, i) => file(`bad${i}.xml`, text))])
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2])
    expect(err).toContain(message)
  })
})
