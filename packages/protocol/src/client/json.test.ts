import fc from 'fast-check'
import { expect, it } from 'vitest'
import { objectOf, parseJson } from './json.ts'

it('reads JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      if (/__proto__|constructor|prototype/.test(text)) return
      expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)))
    }),
  )
})

it('S-3: is undefined for what is no JSON, too deep or too large', () => {
  expect(parseJson('{')).toBeUndefined()
  expect(parseJson('')).toBeUndefined()
  expect(parseJson('['.repeat(33) + ']'.repeat(33))).toBeUndefined()
  expect(parseJson('['.repeat(1_000_000))).toBeUndefined()
  expect(parseJson(JSON.stringify('x'.repeat(4 * 1024 * 1024)))).toBeUndefined()
  expect(parseJson(`${'['.repeat(32)}"[[[\\"[["${']'.repeat(32)}`)).toBeDefined()
})

it('S-3: gives objects without prototype and without keys that reach one', () => {
  const value = objectOf(parseJson('{"__proto__":{"polluted":1},"constructor":2,"a":{"__proto__":3,"b":4}}'))
  expect(Object.keys(value ?? {})).toEqual(['a'])
  expect(Object.getPrototypeOf(value)).toBeNull()
  expect(value?.polluted).toBeUndefined()
  expect(Object.keys(objectOf(value?.a) ?? {})).toEqual(['b'])
})

it('tells objects', () => {
  expect([[], null, 1, 'x', undefined].map(objectOf)).toEqual(Array(5).fill(undefined))
})
