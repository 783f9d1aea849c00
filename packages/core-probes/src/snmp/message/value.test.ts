import { describe, expect, it } from 'vitest'
import { MAX_OCTETS } from '../port.ts'
import { decoded } from './value.ts'

describe('a decoded value', () => {
  it.each([
    [2, -5, { type: 'integer', value: -5 }],
    [65, 7, { type: 'counter', value: 7 }],
    [66, -1, { type: 'gauge', value: 4_294_967_295 }],
    [71, 7, { type: 'gauge', value: 7 }],
    [67, 2 ** 32 + 1, { type: 'ticks', value: 1 }],
    [70, Buffer.from([0, 255, 255, 255, 255, 255, 255, 255, 255]), { type: 'counter64', value: 2n ** 64n - 1n }],
    [6, '1.3.6', { type: 'oid', value: '1.3.6' }],
    [64, '10.0.0.1', { type: 'address', value: '10.0.0.1' }],
    [4, Buffer.from('a'), { type: 'octets', value: Buffer.from('a') }],
    [68, Buffer.from('a'), { type: 'opaque', value: Buffer.from('a') }],
    [5, null, { type: 'null' }],
  ])('of tag %d', (tag, value, expected) => {
    expect(decoded(tag, value)).toEqual(expected)
  })

  it.each([
    [2, null],
    [2, Number.NaN],
    [4, null],
    [6, null],
    [64, null],
    [70, Buffer.alloc(0)],
    [70, Buffer.alloc(10)],
    [99, 1],
    [128, null],
    [129, null],
  ])('of tag %d is none where it was cut or is not there', (tag, value) => {
    expect(decoded(tag, value)).toBeUndefined()
  })

  it('is cut, and keeps nothing of its packet', () => {
    const packet = Buffer.alloc(MAX_OCTETS + 10)
    const found = decoded(4, packet.subarray(5))
    expect(found).toMatchObject({ type: 'octets', value: { length: MAX_OCTETS } })
    packet.fill(1)
    expect(found?.type === 'octets' && found.value.every((byte) => byte === 0)).toBe(true)
  })
})
