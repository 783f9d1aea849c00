import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { buildXml } from './build.ts'
import { writeInventory, writeXml, type XmlTree, type XmlValue } from './write.ts'

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/)
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '&',
      '#',
      '3',
      '8',
      ';',
      'a',
      'm',
      'p',
      '<',
      '>',
      '"',
      "'",
      ']',
      '\n',
      '\ud800',
      '\udc80',
      'é',
      '😀',
    ),
  }),
)
const { tree } = fc.letrec<{ value: XmlValue; tree: XmlTree }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('tree'),
  ),
  tree: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
}))
const document = tree.map((content): XmlTree => ({ REQUEST: content }))

test('an inventory as servers expect it', () => {
  const xml = writeInventory({
    deviceid: 'host-2026-01-02-03-04-05',
    content: {
      VERSIONCLIENT: 'Test_v1',
      SOFTWARES: [
        { VERSION: '1', NAME: 'a & <b>' },
        { NAME: `"quoted" 'twice'`, COMMENTS: '', PUBLISHER: undefined },
      ],
      HARDWARE: { NAME: 'host', MEMORY: 1024 },
      LOCAL_GROUPS: [{ NAME: 'wheel', ID: '10', MEMBER: ['ann', 'bob'] }],
      OPERATINGSYSTEM: { TIMEZONE: { OFFSET: '+0100', NAME: 'Europe/Paris' } },
      DATABASES_SERVICES: [{ NAME: 'only for JSON' }],
    },
    tag: 'lab é',
  })
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <ACCOUNTINFO>
      <KEYNAME>TAG</KEYNAME>
      <KEYVALUE>lab é</KEYVALUE>
    </ACCOUNTINFO>
    <HARDWARE>
      <MEMORY>1024</MEMORY>
      <NAME>host</NAME>
    </HARDWARE>
    <LOCAL_GROUPS>
      <ID>10</ID>
      <MEMBER>ann</MEMBER>
      <MEMBER>bob</MEMBER>
      <NAME>wheel</NAME>
    </LOCAL_GROUPS>
    <OPERATINGSYSTEM>
      <TIMEZONE>
        <NAME>Europe/Paris</NAME>
        <OFFSET>+0100</OFFSET>
      </TIMEZONE>
    </OPERATINGSYSTEM>
    <SOFTWARES>
      <NAME>a &amp; &lt;b&gt;</NAME>
      <VERSION>1</VERSION>
    </SOFTWARES>
    <SOFTWARES>
      <COMMENTS></COMMENTS>
      <NAME>&quot;quoted&quot; &apos;twice&apos;</NAME>
    </SOFTWARES>
    <VERSIONCLIENT>Test_v1</VERSIONCLIENT>
  </CONTENT>
  <DEVICEID>host-2026-01-02-03-04-05</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`)
})

test('numeric references in data stay data', () => {
  expect(writeXml({ A: '&#38; &#0; &amp; ]]>' })).toContain('<A>&amp;#38; &amp;#0; &amp;amp; ]]&gt;</A>')
})

describe('the own writer and xmlbuilder2', () => {
  it('give the same bytes', () => {
    fc.assert(
      fc.property(document, (tree) => {
        expect(writeXml(tree)).toBe(buildXml(tree))
      }),
      { numRuns: 300 },
    )
  })
  it('refuse what cannot be an element', () => {
    for (const bad of ['', '1A', 'A B', '<x>', 'é', '@a', '#text']) {
      expect(() => writeXml({ REQUEST: { [bad]: 'x' } })).toThrow(TypeError)
      expect(() => buildXml({ REQUEST: { [bad]: 'x' } })).toThrow(TypeError)
    }
  })
})
