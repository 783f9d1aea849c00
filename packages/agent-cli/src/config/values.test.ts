import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'
import { splitQuoted, typedText } from './values.ts'

const flag = { kind: 'flag', doc: '' } as const

test.each(['1', 'yes', 'TRUE', 'on', 'y'])('%s is yes', (value) => {
  expect(typedText(flag, { value })).toEqual({ value: true })
})
test.each(['0', 'no', 'False', 'off', 'n'])('%s is no', (value) => {
  expect(typedText(flag, { value })).toEqual({ value: false })
})
test('nothing is the default, other words are wrong', () => {
  expect(typedText(flag, { value: '' })).toEqual({ value: undefined })
  expect(typedText(flag, { value: 'maybe' })).toEqual({ problem: 'yes or no expected' })
})

test('numbers are numbers', () => {
  const int = { kind: 'int', doc: '' } as const
  expect(typedText(int, { value: '180' })).toEqual({ value: 180 })
  expect(typedText(int, { value: '180 sec' })).toEqual({ problem: 'number expected' })
  expect(typedText({ kind: 'count', doc: '' }, { value: '2' })).toEqual({ value: 2 })
  expect(typedText({ kind: 'count', doc: '' }, { value: '-1' })).toEqual({ problem: 'number expected' })
})

test('choices hold for every entry', () => {
  const option = { kind: 'text', choices: ['keep', 'auto'], doc: '' } as const
  expect(typedText(option, { value: 'auto' })).toEqual({ value: 'auto' })
  expect(typedText(option, { value: 'never' })).toEqual({ problem: 'keep or auto expected' })
})

test.each([
  ['a, b ,c', ['a', 'b', 'c']],
  ['a,,b,', ['a', 'b']],
  ['"a,b", c', ['a,b', 'c']],
  [`'a' , "b c" # those`, ['a', 'b c']],
  ['a"b, c', ['a"b', 'c']],
  ['"a, b', ['"a', 'b']],
  ['', []],
])('%s', (text, words) => {
  expect(splitQuoted(text)).toEqual(words)
})

test('any text is split, and no entry is empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab,"\'# '.split('')) }), (text) => {
      expect(splitQuoted(text).every((word) => word !== '')).toBe(true)
    }),
  )
})

test('names that are near', () => {
  const names = ['no-ssl-check', 'no-httpd', 'server', 'delaytime', 'tag']
  expect(nearest('NO-SSL-CHEK', names)).toBe('no-ssl-check')
  expect(nearest('no_ssl_check', names)).toBe('no-ssl-check')
  expect(nearest('sevrer', names)).toBe('server')
  expect(nearest('delay-time', names)).toBe('delaytime')
  expect(nearest('frobnicate', names)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (word) => [undefined, ...names].includes(nearest(word, names))))
})
