import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteLength, canonicalText, compareBytes, decodeText, encodeText, isLossy } from './text.ts'

test('valid UTF-8 is text, a byte order mark included', () => {
  expect(decodeText(Buffer.from('\ufeffé€😀'))).toBe('\ufeffé€😀')
})

test.each([
  ['a lone continuation', [0x41, 0x80, 0x42], 'A\udc80B'],
  ['a cut sequence', [0xe2, 0x82], '\udce2\udc82'],
  ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
  ['an encoded surrogate', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
  ['Latin-1 among UTF-8', [0xc3, 0xa9, 0xe9, 0xc3, 0xa9], 'é\udce9é'],
])('%s becomes byte surrogates', (_, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe(text)
  expect([...encodeText(text)]).toEqual(bytes)
})

test('any bytes get back to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const text = decodeText(bytes)
      expect([...encodeText(text)]).toEqual([...bytes])
      expect(byteLength(text)).toBe(bytes.length)
      expect(canonicalText(text)).toBe(text)
    }),
  )
})

test('text and bytes in one, of every length of UTF-8', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }).map((s) => Buffer.from(s)),
    fc.uint8Array(),
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const bytes = Buffer.concat(parts)
      const text = decodeText(bytes)
      expect(encodeText(text).equals(bytes)).toBe(true)
      // Node puts U+FFFD for what is not UTF-8: between those, both are the same text.
      const rest = (s: string): string => s.replace(/[\ufffd]|[\ud800-\udfff]/gu, '')
      expect(rest(text)).toBe(rest(bytes.toString('utf8')))
    }),
  )
})

test('byte surrogates that spell UTF-8 become it', () => {
  expect(canonicalText('\udcc3\udca9')).toBe('é')
  expect(isLossy('é')).toBe(false)
  expect(isLossy('\udce9')).toBe(true)
})

test('names are ordered by their bytes, not by UTF-16', () => {
  const names = ['\u{1f600}', '\uffee', '\udc80', 'é', 'z', 'a', 'Z']
  expect([...names].sort(compareBytes)).toEqual(['Z', 'a', 'z', '\udc80', 'é', '\uffee', '\u{1f600}'])
})

test('a subarray of a larger buffer is decoded by its own bounds', () => {
  expect(decodeText(new Uint8Array([65, 66, 67]).subarray(1, 2))).toBe('B')
})
