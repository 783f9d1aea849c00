import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lengthOf } from '../adapters/live/tcp.ts'
import { headerOf } from './header.ts'

const part = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => {
  const inner = Buffer.concat(content)
  const long = inner.length > 0x7f || tag === 0x30
  return Buffer.concat([
    Buffer.from(long ? [tag, 0x82, inner.length >> 8, inner.length & 255] : [tag, inner.length]),
    inner,
  ])
}
const number = (value: number): Uint8Array => part(2, Buffer.from([value >> 8, value & 255]))
const text = (value: string): Uint8Array => part(4, Buffer.from(value))
const pair = part(0x30, part(6, Buffer.from([0x2b, 6])), part(5))
const pdu = (tag: number, ...list: readonly Uint8Array[]): Uint8Array =>
  part(tag, number(77), number(0), number(0), part(0x30, ...list))
const community = part(0x30, number(1), text('public'), pdu(0xa2, pair, pair))
const security = part(4, part(0x30, text('engine'), number(1), number(2), text('user'), text('digest'), text('salt')))
const secured = (flags: number, data: Uint8Array): Uint8Array =>
  part(0x30, number(3), part(0x30, number(99), number(1500), part(4, Buffer.from([flags])), number(3)), security, data)
const scoped = part(0x30, text('engine'), text(''), pdu(0xa8, pair))

describe('the header of a message', () => {
  it('tells whose answer it is', () => {
    expect(headerOf(community)).toEqual({ version: 1, id: 77, community: Buffer.from('public'), pdu: 0xa2 })
    expect(headerOf(secured(0, scoped))).toEqual({ version: 3, id: 99, flags: 0, pdu: 0xa8 })
    expect(headerOf(secured(3, text('encrypted')))).toEqual({ version: 3, id: 99, flags: 3 })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['bytes behind it', Buffer.concat([community, Buffer.from([0])])],
    ['another version', part(0x30, number(2), text('public'), pdu(0xa2))],
    ['a variable without value', part(0x30, number(1), text(''), pdu(0xa2, part(0x30, part(6, Buffer.from([0x2b])))))],
    ['a name that is none', part(0x30, number(1), text(''), pdu(0xa2, part(0x30, text('x'), part(5))))],
    ['an indefinite length', Buffer.from([0x30, 0x80, 2, 1, 1, 0, 0])],
    ['clear data where it says encrypted', secured(3, scoped)],
    [
      'no user parameters',
      part(0x30, number(3), part(0x30, number(9), number(9), text('\0'), number(3)), text(''), scoped),
    ],
  ])('is none of %s', (_, bytes) => {
    expect(headerOf(bytes)).toBeUndefined()
  })

  it('is none of a message that is cut anywhere', () => {
    for (const whole of [community, secured(0, scoped), secured(3, text('encrypted'))])
      for (let end = 0; end < whole.length; end++) expect(headerOf(whole.subarray(0, end))).toBeUndefined()
  })

  it('never throws, whatever a byte becomes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(community, secured(0, scoped), secured(3, text('x'))),
        fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { maxLength: 5 }),
        (whole, changes) => {
          const bytes = Buffer.from(whole)
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
          headerOf(bytes)
          lengthOf(bytes)
        },
      ),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void headerOf(bytes)))
  })

  it('tells how long a message is that comes in pieces', () => {
    expect(lengthOf(community)).toBe(community.length)
    expect(lengthOf(Buffer.from([0x30, 5]))).toBe(7)
    expect([lengthOf(Buffer.alloc(0)), lengthOf(Buffer.from([0x30])), lengthOf(Buffer.from([0x30, 0x82, 1]))]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([
      lengthOf(Buffer.from('HTTP')),
      lengthOf(Buffer.from([0x30, 0x80])),
      lengthOf(Buffer.from([0x30, 0x85])),
    ]).toEqual([0, 0, 0])
  })
})
