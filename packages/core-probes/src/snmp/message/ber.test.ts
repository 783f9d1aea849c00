import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { element, integer, number, oid } from './read-ber.ts'
import { responseOf } from './variables.ts'
import * as write from './write-ber.ts'

const whole = (bytes: Uint8Array) => element(bytes, 0, bytes.length)
const read = (bytes: Uint8Array) => {
  const found = whole(bytes)
  return found && oid(bytes, found)
}

describe('an object identifier', () => {
  it.each([
    ['0.0', '060100'],
    ['1.3.6.1.2.1.1.1.0', '06082b06010201010100'],
    ['1.3.6.1.4.1.311.1', '06082b06010401823701'],
    ['2.999.3', '0603883703'],
    ['1.3.4294967295', '06062b8fffffff7f'],
  ])('%s', (text, hex) => {
    expect(write.oid(text).toString('hex')).toBe(hex)
    expect(read(Buffer.from(hex, 'hex'))).toBe(text)
  })

  it.each([
    ['nothing', ''],
    ['an arc without an end', '2b81'],
    ['an arc of more than 32 bits', '2b9080808000'],
    ['more than 128 arcs', '2b'.repeat(128)],
    ['more bytes than any has', '80'.repeat(641)],
  ])('is none of %s', (_, content) => {
    expect(read(write.element(6, Buffer.from(content, 'hex')))).toBeUndefined()
  })

  it('is read as it was written (property)', () => {
    const arcs = fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 126 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 39 }), arcs, (first, second, rest) => {
        const text = [first, second, ...rest].join('.')
        expect(read(write.oid(text))).toBe(text)
      }),
    )
  })
})

it('a number is read as it was written (property)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
      const bytes = write.integer(value)
      expect(integer(bytes, whole(bytes))).toBe(value)
    }),
  )
})

it('a number may be negative, and has up to five bytes', () => {
  const of = (hex: string) => {
    const bytes = Buffer.from(hex, 'hex')
    return number(bytes, { tag: 2, start: 0, end: bytes.length })
  }
  expect([of('ff'), of('8000'), of('00ffffffff'), of(''), of('010000000000')]).toEqual([
    -1,
    -32_768,
    4_294_967_295,
    undefined,
    undefined,
  ])
})

it('lengths take as many bytes as they need', () => {
  for (const size of [0, 127, 128, 255, 256, 65_535]) {
    const bytes = write.octets(Buffer.alloc(size))
    expect(whole(bytes)).toMatchObject({ tag: 4, end: bytes.length })
    expect(bytes.length).toBe(size + (size < 128 ? 2 : size < 256 ? 3 : 4))
  }
})

it('a response is total (property)', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => responseOf(bytes).said.size >= 0))
})
