import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cleanLines } from '../model/clean.ts'
import { checkWellFormed, decodeXmlBytes, readXml, XmlError, type XmlNode } from './read.ts'
import { writeXml } from './write.ts'

const errorOf = (run: () => unknown): XmlError => {
  try {
    run()
  } catch (error) {
    if (error instanceof XmlError) return error
    throw error
  }
  throw new Error('no error')
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const shape = ({ name, attributes, children, text }: XmlNode): unknown => [
  name,
  [...attributes],
  text,
  children.map(shape),
]

test('elements, attributes, text, CDATA, references', () => {
  const root = readXml(
    '<?xml version="1.0"?>\n<!-- c --><REPLY a="1 &lt;" b=\'é\'><X>t&amp;&#x41;<![CDATA[<&]]></X><Y/>tail</REPLY>\n',
  )
  expect(shape(root)).toEqual([
    'REPLY',
    [
      ['a', '1 <'],
      ['b', 'é'],
    ],
    'tail',
    [
      ['X', [], 't&A<&', []],
      ['Y', [], '', []],
    ],
  ])
})

test('names that mean something to JavaScript are names', () => {
  const root = readXml('<__proto__ constructor="x" __proto__="y"><toString>1</toString></__proto__>')
  expect(root.name).toBe('__proto__')
  expect(root.attributes.get('constructor')).toBe('x')
  expect(root.children[0]?.name).toBe('toString')
  expect(Object.hasOwn(Object.prototype, 'y')).toBe(false)
})

describe('what is refused', () => {
  it.each([
    ['', 'document must contain a root element'],
    ['plain text', 'outside of root'],
    ['<A><B></A>', 'unexpected close tag'],
    ['<A>', 'unclosed tag: A'],
    ['<A/><B/>', 'only one root'],
    ['<!DOCTYPE A><A/>', 'document type'],
    ['<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>', 'document type'],
    ['<A>&x;</A>', 'undefined entity'],
    ['<A>&#1;</A>', 'malformed character entity'],
    ['<A>\x01</A>', 'disallowed character'],
    ['<A>]]></A>', '"]]>" is disallowed'],
    ['<A a="1" a="2"/>', 'duplicate attribute'],
    ['<A>\n  <B c=d/></A>', 'at line 2, column'],
  ])('%j', (text, reason) => {
    const { message, line } = errorOf(() => readXml(text))
    expect(message).toContain(reason)
    expect(message).not.toContain('\n')
    expect(line).toBeGreaterThan(0)
  })

  it('a name made to fill the log', () => {
    const { message } = errorOf(() => readXml(`<A></${'x'.repeat(5000)}>`))
    expect(message.length).toBeLessThan(200)
  })
})

describe('bombs', () => {
  it.each([
    ['that laugh', `<!DOCTYPE A [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><A>&b;</A>`],
    ['of a file', '<!DOCTYPE A [<!ENTITY x SYSTEM "file:///etc/passwd">]><A>&x;</A>'],
    ['that grow by the square', `<!DOCTYPE A [<!ENTITY x "${'y'.repeat(100_000)}">]><A>${'&x;'.repeat(1000)}</A>`],
  ])('S-2: entities %s', (_, text) => {
    expect(errorOf(() => readXml(text)).message).toContain('document type')
  })
  it('S-2: a million open tags, an attribute of ten megabytes', () => {
    expect(errorOf(() => readXml('<A>'.repeat(1_000_000))).message).toContain('deeper than 64')
    expect(errorOf(() => readXml(`<A b="${'x'.repeat(10 * 1024 * 1024)}"/>`)).message).toContain(
      'nothing ends within 1048576',
    )
  })
})

describe('limits', () => {
  const nested = (depth: number) => '<A>'.repeat(depth) + '</A>'.repeat(depth)
  it('S-2: depth', () => {
    expect(readXml(nested(64)).name).toBe('A')
    expect(errorOf(() => readXml(nested(65))).message).toContain('deeper than 64')
    expect(errorOf(() => readXml('<A>'.repeat(100_000))).message).toContain('deeper than 64')
  })
  it('S-2: elements and attributes', () => {
    const list = `<A>${'<B c=""/>'.repeat(10)}</A>`
    expect(readXml(list, { elements: 21 }).children).toHaveLength(10)
    expect(errorOf(() => readXml(list, { elements: 20 })).message).toContain('more than 20 elements')
  })
  it('S-2: text, also in parts, and attributes', () => {
    const limits = { text: 100 }
    expect(readXml(`<A>${'x'.repeat(100)}</A>`, limits).text).toHaveLength(100)
    for (const text of [
      `<A>${'x'.repeat(101)}</A>`,
      `<A>${'x'.repeat(60)}<B/>${'x'.repeat(60)}</A>`,
      `<A b="${'x'.repeat(101)}"/>`,
      `<A><![CDATA[${'x'.repeat(101)}]]></A>`,
    ])
      expect(errorOf(() => readXml(text, limits)).message).toContain('longer than 100')
  })
  it.each(['<!--', '<!DOCTYPE ', '<?p ', '<A b="', '<A><![CDATA[', '<', '<A '])('S-2: %s without an end', (start) => {
    function* endless() {
      yield start
      for (let i = 0; i < 200; i++) yield 'x'.repeat(65_536)
      throw new Error('read on')
    }
    expect(errorOf(() => readXml(endless(), { text: 200_000 })).message).toMatch(/nothing ends|longer/)
  })
})

describe('character sets', () => {
  const read = (input: Uint8Array) => readXml(decodeXmlBytes(input)).text
  const declared = (name: string, text: string) => `<?xml version="1.0" encoding="${name}"?><A>${text}</A>`
  it('UTF-8, with and without mark', () => {
    expect(read(bytes('<A>é😀</A>'))).toBe('é😀')
    expect(read(bytes('\ufeff<A>é</A>'))).toBe('é')
  })
  it('the declaration', () => {
    expect(read(Buffer.from(declared('ISO-8859-1', 'é'), 'latin1'))).toBe('é')
    expect(read(Buffer.from(declared('ISO-8859-15', '\xa4'), 'latin1'))).toBe('€')
    expect(read(bytes(declared('no-such-set', 'é')))).toBe('é')
    expect(read(bytes(declared('UTF-16', 'é')))).toBe('é')
  })
  it('UTF-16 by its mark', () => {
    expect(read(Buffer.from(`\ufeff${declared('UTF-16', 'é')}`, 'utf16le'))).toBe('é')
    expect(read(Buffer.from(`\ufeff${declared('UTF-16', 'é')}`, 'utf16le').swap16())).toBe('é')
  })
  it('Latin-1 where it is not UTF-8', () => {
    expect(read(Buffer.from('<A>é</A>', 'latin1'))).toBe('é')
    expect(read(Buffer.from(declared('UTF-8', 'é'), 'latin1'))).toBe('é')
  })
  it('decodes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (input) => {
        expect(typeof decodeXmlBytes(input)).toBe('string')
      }),
    )
  })
})

describe('properties', () => {
  it('what is written is read again, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const xml = writeXml({ REQUEST: { A: a, B: [b, ''] } })
        const root = readXml(xml)
        expect(root.children.map((child) => child.text)).toEqual([cleanLines(a), cleanLines(b), ''])
        const joined = readXml(xml.replaceAll('\n', ''))
        expect(joined.children.map((child) => child.text)).toEqual([cleanLines(a), cleanLines(b), ''])
      }),
      { numRuns: 300 },
    )
  })

  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<',
          '>',
          '</',
          '/>',
          '<A',
          '</A>',
          '<A>',
          ' b="',
          '"',
          '&amp;',
          '&',
          ';',
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
        ),
        fc.constantFrom('<!DOCTYPE', '[', ']', '<?xml version="1.0"?>', '<?', '?>', 'x', '\n', '\0', '\ud800', '😀'),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''))

  it('any input gives a tree or an XmlError', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          expect(readXml(text).name).not.toBe('')
        } catch (error) {
          expect(error).toBeInstanceOf(XmlError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('pieces make no difference', () => {
    fc.assert(
      fc.property(hostile, fc.nat(60), (middle, at) => {
        const text = `<R>😀\r\n${middle}</R>`
        const outcome = (source: string | string[]) => {
          try {
            return shape(readXml(source))
          } catch {
            return 'error'
          }
        }
        expect(outcome([text.slice(0, at), text.slice(at)])).toEqual(outcome(text))
      }),
      { numRuns: 500 },
    )
  })
})

describe('checkWellFormed', () => {
  const path = 'REQUEST/CONTENT/VERSIONCLIENT'
  it('tells root and picked texts', async () => {
    const xml =
      '<REQUEST><CONTENT><VERSIONCLIENT>Agent<!-- x -->_v1</VERSIONCLIENT><VERSIONCLIENT>2</VERSIONCLIENT></CONTENT></REQUEST>'
    const { root, picked, badBytes } = await checkWellFormed([bytes(xml)], { pick: [path, 'REQUEST/NO'] })
    expect({ root, picked: [...picked], badBytes }).toEqual({
      root: 'REQUEST',
      picked: [[path, 'Agent_v1']],
      badBytes: false,
    })
  })

  it('has no limit of elements, unless asked', async () => {
    function* many() {
      yield bytes('<A>')
      for (let i = 0; i < 210; i++) yield bytes('<B/>'.repeat(1000))
      yield bytes('</A>')
    }
    expect((await checkWellFormed(many())).root).toBe('A')
    await expect(checkWellFormed(many(), { limits: { elements: 10 } })).rejects.toThrow('more than 10 elements')
  })

  it('refuses truncated documents, document types and deep ones', async () => {
    await expect(checkWellFormed([bytes('<A><B>')])).rejects.toThrow(XmlError)
    await expect(checkWellFormed([])).rejects.toThrow(XmlError)
    await expect(checkWellFormed([bytes('<!DOCTYPE A><A/>')])).rejects.toThrow('document type')
    await expect(checkWellFormed([bytes('<A>'.repeat(65))])).rejects.toThrow('deeper')
  })

  it('reads characters across pieces, and says when bytes are bad', async () => {
    async function* split() {
      for (const byte of bytes('\ufeff<A>é😀</A>')) yield Uint8Array.of(byte)
    }
    expect((await checkWellFormed(split(), { pick: ['A'] })).picked.get('A')).toBe('é😀')
    expect((await checkWellFormed([Buffer.from('<A>\xe9</A>', 'latin1')])).badBytes).toBe(true)
  })
})
