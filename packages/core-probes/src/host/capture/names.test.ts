import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText, decodeText, encodeText } from '../text.ts'
import { CaptureError } from './error.ts'
import { checkPath, parseName, quoteName, quoteWords, splitWords } from './names.ts'

const lossless = fc.oneof(
  fc.string({ unit: 'binary' }).map(canonicalText),
  fc.uint8Array({ maxLength: 20 }).map(decodeText),
)
// Before decoding: two bad bytes that meet may spell a good character.
const noNul = lossless.map((text) => decodeText(encodeText(text).filter((byte) => byte !== 0)))

test.each([
  ['/dev/disk/by-label/a b', '/dev/disk/by-label/a b'],
  ['a"b', 'a"b'],
  ['"a', '"\\"a"'],
  [' a', '" a"'],
  ['a ', '"a "'],
  ['a\nb', '"a\\nb"'],
  ['a\x7fb', '"a\\u007fb"'],
  ['a\x85b', '"a\\u0085b"'],
  ['caf\udce9', '"caf\\udce9"'],
  ['café', 'café'],
])('the name %j is written %s', (name, written) => {
  expect(quoteName(name)).toBe(written)
  expect(parseName(written)).toBe(name)
})

test('names survive', () => {
  fc.assert(
    fc.property(
      noNul.filter((name) => name !== ''),
      (name) => {
        const written = quoteName(name)
        expect(written).not.toMatch(/[\0-\x1f]/)
        expect(parseName(written)).toBe(name)
      },
    ),
  )
})

test.each(['', '"', '"a" b', '"\\ud800"', '"\\udc41"', '"\\u0000"', '""'])('the name %s is refused', (written) => {
  expect(() => parseName(written)).toThrow(CaptureError)
})

test.each([
  [['zpool', 'list'], 'zpool list'],
  [['echo', '$(touch x)', '*'], "echo '$(touch x)' '*'"],
  [['echo', "it's"], "echo 'it'\\''s'"],
  [['printf', ''], "printf ''"],
  [['awk', 'a\tb\n'], "awk $'a\\tb\\n'"],
  [['x', "caf\udce9\x1b\\'é"], "x $'caf\\xe9\\x1b\\\\\\'é'"],
  [['a', '--'], 'a --'],
])('the words %j are written %s', (words, written) => {
  expect(quoteWords(words)).toBe(written)
  expect(splitWords(written)).toEqual(words)
})

test.each([
  ['  a   b\tc ', ['a', 'b', 'c']],
  ['a"b c"\'d e\'f\\ g', ['ab cd ef g']],
  ['"\\$HOME \\x \\" \\\\"', ['$HOME \\x " \\']],
  ['$HOME;ls|x&y $"z" #c', ['$HOME;ls|x&y', '$z', '#c']],
  ["$'\\x41\\u00e9\\101\\xc3\\xa9'", ['AéAé']],
  ["$'\\cA\\e\\E\\c[\\c?\\ca'", ['\x01\x1b\x1b\x1b\x7f\x01']],
  ['"" \'\'', ['', '']],
])('%s reads as %j', (text, words) => {
  expect(splitWords(text)).toEqual(words)
})

test.each(["'a", '"a', "$'a", 'a\\', "$'\\x00'", "$'\\ud800'", "$'\\"])('%s is refused', (text) => {
  expect(() => splitWords(text)).toThrow(CaptureError)
})

test('words survive', () => {
  fc.assert(
    fc.property(fc.array(noNul), (words) => {
      const written = quoteWords(words)
      expect(written).not.toMatch(/[\0-\x1f]/)
      expect(splitWords(written)).toEqual(words)
    }),
  )
})

test('whatever the text, splitting ends in words or a CaptureError', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab \'"\\$xu0\t') }), (text) => {
      try {
        splitWords(text)
      } catch (error) {
        expect(error).toBeInstanceOf(CaptureError)
      }
    }),
  )
})

test.each(['a', '', './a', '/a/', '/a/../b', '/./a', '/a//b', '//'])('the path %j is refused', (path) => {
  expect(() => checkPath(path)).toThrow(CaptureError)
})

test.each([
  ['/', '/'],
  ['/a b/..c', '/a b/..c'],
  ['C:\\Windows\\x', 'C:/Windows/x'],
])('the path %s stands', (path, plain) => {
  expect(checkPath(path)).toBe(plain)
})
