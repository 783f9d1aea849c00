import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { inventorySchema } from '../json/schema.ts'
import { admit } from '../model/admit.ts'
import type { Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import { splitDocuments } from '../xml/split.ts'
import { writeInventory } from '../xml/write.ts'
import type { Fault } from './fault.ts'
import { jsonCheck } from './json.ts'
import { jsonParts } from './json-parts.ts'
import { jsonFault } from './json-text.ts'
import { checkXml } from './xml.ts'

const shown = ({ line, column, level, message }: Fault) => `${line}:${column} ${level} ${message}`
const request = (content: string) => `<?xml version="1.0"?>
<REQUEST><DEVICEID>a</DEVICEID><QUERY>INVENTORY</QUERY>
  <CONTENT>
${content}
  </CONTENT>
</REQUEST>`

describe('an XML document', () => {
  it.each<[content: string, faults: string[]]>([
    ['<HARDWARE><NAME>a</NAME></HARDWARE><BIOS/>', []],
    ['<HARDWARE><MEMORY>2 GB</MEMORY></HARDWARE>', ['4:11 error HARDWARE/MEMORY "2 GB": not a whole number']],
    [
      ' <NETWORKS>\n<MACADDR>x</MACADDR><DESCRIPTION>e</DESCRIPTION></NETWORKS>',
      ['5:1 error NETWORKS/MACADDR "x": not a hardware address'],
    ],
    ['<BIOS><SSN>a</SSN></BIOS><BIOS><SSN>b</SSN></BIOS>', ['4:26 error BIOS: once more where one is due']],
    ['<BIOS><SSN>a</SSN><SSN>b</SSN></BIOS>', ['4:19 error BIOS/SSN: once more where one is due']],
    ['<RACK><ROW>1</ROW></RACK>', ['4:1 error RACK: unknown section']],
    ['<BIOS\n><ROW>1</ROW></BIOS>', ['5:2 error BIOS/ROW: unknown field']],
    ['<BIOS>text</BIOS>', ['4:1 error BIOS "text": a text, not fields']],
    ['<BIOS><SSN><A/></SSN></BIOS>', ['4:7 error BIOS/SSN: elements where a text is due']],
    [
      '<BIOS><SSN>To be filled by O.E.M.</SSN></BIOS>',
      ['4:7 warning BIOS/SSN "To be filled by O.E.M.": says only that nobody filled it in'],
    ],
    [
      '<OPERATINGSYSTEM><TIMEZONE><NAME>UTC</NAME><X>1</X></TIMEZONE></OPERATINGSYSTEM>',
      [
        '4:18 warning OPERATINGSYSTEM/TIMEZONE/OFFSET: missing, and JSON requires it',
        '4:44 error OPERATINGSYSTEM/TIMEZONE/X: unknown field',
      ],
    ],
    ['<FIREWALL><STATUS>perhaps</STATUS></FIREWALL>', ['4:11 warning FIREWALL/STATUS "perhaps": not one of on, off']],
    ['<LOCAL_GROUPS><NAME>a</NAME><ID>1</ID><MEMBER>a</MEMBER><MEMBER>b</MEMBER></LOCAL_GROUPS>', []],
    ['<BIOS>', ['5:12 error unexpected close tag']],
  ])('%s', (content, faults) => {
    const found = checkXml(request(content)).map(shown)
    if (content === '<BIOS>') expect(found).toEqual([expect.stringMatching(/^5:\d+ error /)])
    else expect(found).toEqual(faults)
  })

  it.each([
    ['<REPLY/>', '1:1 error a <REPLY>, not a <REQUEST>'],
    [
      '<REQUEST><QUERY>DANCE</QUERY><DEVICEID>a</DEVICEID><CONTENT/></REQUEST>',
      '1:10 error QUERY "DANCE": not a message of this protocol',
    ],
    ['<REQUEST><QUERY>INVENTORY</QUERY><CONTENT/></REQUEST>', '1:1 error REQUEST has no DEVICEID'],
    ['<REQUEST><QUERY>INVENTORY</QUERY><DEVICEID>a</DEVICEID></REQUEST>', '1:1 error REQUEST has no CONTENT'],
    ['<!DOCTYPE a [<!ENTITY b "b">]><REQUEST>&b;</REQUEST>', 'error a document type is not allowed'],
    [`${'<a>'.repeat(100)}`, 'error elements nested deeper than 64'],
  ])('%s', (xml, fault) => {
    expect(checkXml(xml).map(shown)).toEqual([expect.stringContaining(fault)])
  })

  it('other messages need no content of the model', () => {
    expect(checkXml('<REQUEST><QUERY>PROLOG</QUERY><DEVICEID>a</DEVICEID><TOKEN>1</TOKEN></REQUEST>')).toEqual([])
    expect(
      checkXml('<REQUEST><QUERY>SNMPQUERY</QUERY><DEVICEID>a</DEVICEID><CONTENT><DEVICE/></CONTENT></REQUEST>'),
    ).toEqual([])
  })

  it('that we wrote has no error, whatever the content', () => {
    const entry = (name: string) =>
      fc.record(
        Object.fromEntries(
          Object.keys((schema as Schema)[name]?.fields ?? {}).map((field) => [
            field,
            fc.oneof(fc.string({ unit: 'binary' }), fc.nat(), fc.constantFrom('Yes', '10.0.0.1', '00:11:22:33:44:55')),
          ]),
        ),
        { requiredKeys: [] },
      )
    const names = Object.entries(schema as Schema).flatMap(([name, { text }]) => (text ? [] : [name]))
    const content = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), entry(name)))
    fc.assert(
      fc.property(content, ([name, found]) => {
        const admitted = admit({ [name]: found }, () => {})
        const text = writeInventory({ deviceid: 'a', content: admitted })
        expect(checkXml(text).filter(({ level }) => level === 'error')).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('several documents', () => {
  const a = '<?xml version="1.0"?>\n<REQUEST>1</REQUEST>\n'
  it.each([
    ['', ['']],
    ['<a/>', ['<a/>']],
    [`\n ${a}`, [`\n ${a}`]],
    [a + a, [a, a]],
    ['<REQUEST>1</REQUEST>\n<REQUEST>2</REQUEST>', ['<REQUEST>1</REQUEST>\n', '<REQUEST>2</REQUEST>']],
    [`${a}rest${a}`, [`${a}rest`, a]],
  ])('%j', (text, parts) => {
    expect(splitDocuments(text).map((one) => one.text)).toEqual(parts)
  })

  it('know their lines', () => {
    expect(splitDocuments(a + a + a).map(({ line }) => line)).toEqual([1, 3, 5])
  })
})

describe('a JSON text', () => {
  const place = (text: string) => {
    const { line, column, message } = jsonFault(text) ?? {}
    return `${line}:${column} ${message}`
  }
  it.each([
    ['', '1:1 the text ends too early'],
    ['{', '1:2 a name in double quotes is due'],
    ['{"a"', '1:5 a colon is due'],
    ['{"a":\n  }', '2:3 a value is due'],
    ['{"a":1,}', '1:8 a name in double quotes is due'],
    ['[1 2]', '1:4 a comma or ] is due'],
    ['[01]', '1:3 a comma or ] is due'],
    ['["a\nb"]', '1:4 a control character in a string'],
    ['["\\x"]', '1:3 an escape that JSON does not have'],
    ['["a', '1:4 the text ends within a string'],
    ['{} {}', '1:4 more text after the document'],
    ['[1', '1:3 the text ends too early'],
    ['[1}', '1:3 a comma or ] is due'],
    ['['.repeat(70), '1:66 nested deeper than 64'],
  ])('%j: %s', (text, expected) => {
    expect(place(text)).toBe(expected)
  })

  it('is one where the engine says so too', () => {
    const accepts = (text: string): boolean => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const mutated = fc
      .tuple(
        fc.json({ maxDepth: 5 }),
        fc.nat(),
        fc.constantFrom('', '"', '\\', ',', '}', '[', '1', ' ', '\n', '-', 'e'),
      )
      .map(
        ([text, at, char]) => text.slice(0, at % (text.length + 1)) + char + text.slice((at + 1) % (text.length + 1)),
      )
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 5 }), mutated), (text) => {
        expect(jsonFault(text) === undefined, text).toBe(accepts(text))
      }),
      { numRuns: 2000 },
    )
  })
})

test.each<[string, unknown]>([
  ['{"a":1}', [{ value: { a: 1 }, path: '' }]],
  ['[1,2]', [{ value: [1, 2], path: '' }]],
  [
    '[{"action":"x"},{"action":"y"}]',
    [
      { value: { action: 'x' }, path: '/0' },
      { value: { action: 'y' }, path: '/1' },
    ],
  ],
  [
    '{"a":1}\n\n{"a":2}\n',
    [
      { value: { a: 1 }, path: '', line: 1 },
      { value: { a: 2 }, path: '', line: 3 },
    ],
  ],
  [
    '{"a":1}\n{"a":',
    [
      { value: { a: 1 }, path: '', line: 1 },
      { path: '', line: 2, fault: { level: 'error', message: 'the text ends too early', line: 2, column: 6 } },
    ],
  ],
  ['{"a":\n1', [{ path: '', fault: { level: 'error', message: 'the text ends too early', line: 2, column: 2 } }]],
])('the documents of %j', (text, parts) => {
  expect(jsonParts(text)).toEqual(parts)
})

test('a JSON document against the schema of the model', () => {
  const check = jsonCheck(inventorySchema())
  const content = { versionclient: 'x', networks: [{ description: 'e', mtu: -1, colour: 'red' }, {}] }
  const document = { action: 'inventory', deviceid: 'a', itemtype: 'Server', content }
  expect(check({ ...document, itemtype: 'Computer', content: { versionclient: 'x' } })).toEqual([])
  expect(check(document).map(({ path, message }) => `${path} ${message}`)).toEqual([
    '/content/networks/0 must NOT have additional properties: colour',
    '/content/networks/0/mtu must be >= 0',
    '/content/networks/1 must NOT have fewer than 1 properties',
    "/content/networks/1 must have required property 'description'",
    '/itemtype must be equal to constant: "Computer"',
  ])
})

test('a schema that is none', () => {
  expect(() => jsonCheck({ type: 'nothing' })).toThrow(/schema is invalid/)
  expect(() => jsonCheck({ $ref: 'http://example.org/x.json' })).toThrow(/can't resolve reference/)
})
