import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clean, squeeze } from './clean.ts'

/** Every kind of UTF-16 unit, the awkward ones often. */
const unit = fc.oneof(
  fc.constantFrom(
    '\0',
    '\t',
    '\n',
    '\r',
    ' ',
    '\x7f',
    '\x85',
    '\ufffe',
    '\uffff',
    '\ud83d',
    '\ude00',
    '\udc80',
    '\udcff',
    'é',
  ),
  fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  fc.constantFrom('a', '😀', '<', '&'),
)
export const anyText = fc.array(unit, { maxLength: 30 }).map((units) => units.join(''))

/** The Char production of XML 1.0, without line ends, tabs and controls. */
const legal = /^[\x20-\x7e\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u

test.each([
  ['', ''],
  ['plain', 'plain'],
  ['\x12foo\x12', 'foo'],
  ['fo©\x12', 'fo©'],
  ['two\nlines', 'two lines'],
  ['two\r\n\t words', 'two  words'],
  ['ends\n', 'ends'],
  ['\tstarts', 'starts'],
  ['a\x00b', 'ab'],
  ['\ufffea\uffff', 'a'],
  ['lone \ud83d and \ude00', 'lone  and '],
  ['pair 😀', 'pair 😀'],
  ['caf\udce9', 'café'],
  ['ma\udcf1ana é', 'mañana Ã©'],
  ['\udc80', ''],
])('%j becomes %j', (text, expected) => {
  expect(clean(text)).toBe(expected)
})

test('the low half of a real character is no escaped byte', () => {
  expect(clean('\ud83d\udc80')).toBe('💀')
})

test('long values are cut between code points', () => {
  expect(clean('x'.repeat(70_000))).toBe('x'.repeat(65_536))
  expect(clean('é'.repeat(40_000))).toBe('é'.repeat(32_768))
  expect(clean(`x${'😀'.repeat(20_000)}`)).toBe(`x${'😀'.repeat(16_383)}`)
})

test('any text becomes one line of legal characters, once and for all', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = clean(text)
      expect(once).toMatch(legal)
      expect(clean(once)).toBe(once)
      expect(Buffer.from(once, 'utf8').toString('utf8')).toBe(once)
    }),
  )
})

test('bytes that are no UTF-8 come out as Latin-1, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const ascii = (code: number) => code >= 0x20 && code <= 0x7e
      const kept = bytes.filter((code) => ascii(code) || code >= 0xa0)
      const text = `\udcff${Array.from(kept, (code) => String.fromCharCode(ascii(code) ? code : 0xdc00 + code)).join('')}`
      expect(clean(text)).toBe(`ÿ${Buffer.from(kept).toString('latin1')}`)
    }),
  )
})

test('squeeze', () => {
  expect(squeeze('  Intel   Xeon  CPU ')).toBe('Intel Xeon CPU')
})
