import fc from 'fast-check'
import { expect, it } from 'vitest'
import { queryOf, restUrl } from './rest.ts'

it.each([
  [{ a: 'b', n: 0, e: '', u: undefined, l: ['x', 'y'], m: { k: 'v' } }, 'a=b&n=0&l%5B%5D=x&l%5B%5D=y&m%5Bk%5D=v'],
  [{ msg: "500 Can't connect (é)!*" }, 'msg=500%20Can%27t%20connect%20%28%C3%A9%29%21%2A'],
  [{ 'a&b=c#\n': 'x\ud800' }, 'a%26b%3Dc%23%0A=x%EF%BF%BD'],
  [{}, ''],
])('%j', (values, expected) => {
  expect(queryOf(values)).toBe(expected)
})

it('shortens long values from the left', () => {
  expect(queryOf({ m: 'x'.repeat(1500) })).toBe(`m=${'x'.repeat(1500)}`)
  const cut = queryOf({ m: `${'x'.repeat(1500)}yz` })
  expect(cut).toMatch(/^m=%E2%80%A6x+yz$/)
  expect(cut.length).toBeGreaterThan(1490)
  expect(queryOf({ m: '😀'.repeat(1_000_000) })).toMatch(/^m=%E2%80%A6(%F0%9F%98%80)+$/)
})

it('what is put in comes out, and nothing else', () => {
  const whole = (one: string) => one.replace(/\p{Cs}/gu, '\ufffd')
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(fc.dictionary(text, text), (values) => {
      const read = [...new URLSearchParams(queryOf(values))]
      expect(read).toEqual(Object.entries(values).map(([key, value]) => [whole(key), whole(value)]))
      expect(queryOf(values)).toMatch(/^[\w.~%&=-]*$/)
    }),
  )
})

it('keeps what the target asks for, and no credentials', () => {
  const url = restUrl(new URL('http://u:p@h/x?entity=1#f'), { action: 'a' })
  expect(url.href).toBe('http://h/x?entity=1&action=a')
})
