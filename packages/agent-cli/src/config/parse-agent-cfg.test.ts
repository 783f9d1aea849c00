import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAgentCfg } from './parse-agent-cfg.ts'

const valueIn = (line: string): string | undefined => {
  const [first] = parseAgentCfg(line)
  return first?.kind === 'assignment' ? first.value : undefined
}

test.each([
  ['plain', 'tag = lab', 'lab'],
  ['no blanks', 'tag=lab', 'lab'],
  ['blanks around', '   tag   =   my lab  \t', 'my lab'],
  ['carriage return', 'tag = lab\r', 'lab'],
  ['empty', 'tag =', ''],
  ['comment', 'tag = lab # room 1', 'lab'],
  ['comment without a blank', 'tag = lab#1', 'lab'],
  ['a number sign at the end is no comment', 'tag = lab#', 'lab#'],
  ['a number sign in quotes', "password = 'a#b'", 'a#b'],
  ['double quotes', 'tag = "my lab"', 'my lab'],
  ['other quotes inside', `tag = "it's"`, "it's"],
  ['comment behind quotes', 'tag = "lab" # room 1', 'lab'],
  ['an equals sign', 'proxy = http://h/?a=b', 'http://h/?a=b'],
  ['a quote behind a backslash', String.raw`tag = "a\"b"`, 'a"b'],
  ['a backslash before the end', String.raw`tag = "a\\"`, 'a\\'],
  ['a path of Windows', String.raw`logfile = "C:\Program Files\agent.log"`, String.raw`C:\Program Files\agent.log`],
  ['a share of Windows', String.raw`local = "\\server\share"`, String.raw`\\server\share`],
  ['a folder of Windows, whose end looks like a quote', String.raw`local = "C:\dir\"`, 'C:\\dir\\'],
  ['quotes without an end', 'tag = "lab', '"lab'],
  ['accents', 'tag = bâtiment é', 'bâtiment é'],
])('%s', (_, line, value) => {
  expect(valueIn(line)).toBe(value)
})

test('a mark at the beginning, comments, blanks and what is nothing', () => {
  expect(parseAgentCfg('\ufefftag = a\n\n# tag = b\n  # c\nnonsense here\nserver=x\n')).toEqual([
    { kind: 'assignment', line: 1, name: 'tag', value: 'a' },
    { kind: 'other', line: 5, text: 'nonsense here' },
    { kind: 'assignment', line: 6, name: 'server', value: 'x' },
  ])
})

test.each([
  'include "conf.d/"',
  "include 'conf.d/'",
  'include conf.d/',
  'include = conf.d/',
  'include "conf.d/" # those',
])('%s', (line) => {
  expect(parseAgentCfg(line)).toEqual([{ kind: 'include', line: 1, path: 'conf.d/' }])
})

test('what follows quotes is told, and kept for lists', () => {
  expect(parseAgentCfg(`server = "a,b", 'c'`)).toEqual([
    { kind: 'assignment', line: 1, name: 'server', value: 'a,b', more: { rest: ", 'c'", all: `"a,b", 'c'` } },
  ])
})

test('any text is read; each line is at most one thing, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab=#"\'\\ \n\t-_é\ufeffinclude'.split('')) }), (text) => {
      const lines = parseAgentCfg(text).map(({ line }) => line)
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
      expect(lines.every((line) => line >= 1 && line <= text.split('\n').length)).toBe(true)
    }),
  )
})

test('what is quoted comes back, whatever it is', () => {
  const escaped = (text: string): string =>
    text.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => slashes + slashes + (quote && `\\${quote}`))
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab#"\'\\ ='.split('')) }), (text) => {
      expect(valueIn(`key = "${escaped(text)}"`)).toBe(text)
    }),
  )
})
