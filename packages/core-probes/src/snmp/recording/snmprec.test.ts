import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SnmpValue } from '../port.ts'
import { formatSnmprec } from './format-snmprec.ts'
import { parseSnmprec } from './parse-snmprec.ts'

const word = fc.nat({ max: 0xffff_ffff })
const value: fc.Arbitrary<SnmpValue> = fc.oneof(
  fc.record({ type: fc.constant('integer' as const), value: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }) }),
  fc.record({ type: fc.constantFrom('counter', 'gauge', 'ticks'), value: word }),
  fc.record({ type: fc.constant('counter64' as const), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({
    type: fc.constantFrom('octets', 'opaque'),
    value: fc.oneof(
      fc.uint8Array(),
      fc.string().map((text) => Uint8Array.from(Buffer.from(text))),
    ),
  }),
  fc.record({
    type: fc.constant('oid' as const),
    value: fc.array(word, { minLength: 2 }).map((arcs) => arcs.join('.')),
  }),
  fc.record({ type: fc.constant('address' as const), value: fc.ipV4() }),
  fc.constant({ type: 'null' as const }),
) as fc.Arbitrary<SnmpValue>

/** Buffers and other arrays of the same bytes are the same value. */
const bare = (values: ReadonlyMap<string, SnmpValue>): unknown =>
  [...values].map(([oid, one]) => [
    oid,
    'value' in one && one.value instanceof Uint8Array ? { ...one, value: [...one.value] } : one,
  ])

describe('.snmprec', () => {
  it('reads what it wrote', () => {
    const oid = fc.array(word, { minLength: 2, maxLength: 12 }).map((arcs) => arcs.join('.'))
    fc.assert(
      fc.property(fc.array(fc.tuple(oid, value), { maxLength: 20 }), (entries) => {
        const values = new Map(entries)
        const read = parseSnmprec(formatSnmprec(values))
        expect(bare(read)).toEqual(bare(new Map([...read.keys()].map((key) => [key, values.get(key) as SnmpValue]))))
        expect(read.size).toBe(values.size)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'1.3|4xe:,\\\n=ab'), maxLength: 60 }),
        (text) => parseSnmprec(text) !== null,
      ),
    )
  })

  it('takes what others write into it', () => {
    const values = parseSnmprec(
      [
        '.1.3.1|4|leading dot and | inside',
        '1.3.2|4x|00ff20',
        '1.3.3|4e|two\\nlines \\x41\\\\',
        '1.3.4|65:numeric|min=1,initial=42,rate=10',
        '1.3.5|4:writecache|value=first',
        '1.3.6|2:subprocess|/bin/echo 1',
        '1.3.7|64x|0a000001',
        '1.3.8|68x|9f780442f60000',
        '1.3.9|64|300.1.1',
        'no line',
        '1.3.10|99|x',
      ].join('\r\n'),
    )
    const text = (oid: string): string => Buffer.from((values.get(oid) as { value: Uint8Array }).value).toString()
    expect([...values.keys()]).toEqual(['1.3.1', '1.3.2', '1.3.3', '1.3.4', '1.3.5', '1.3.7', '1.3.8'])
    expect(text('1.3.1')).toBe('leading dot and | inside')
    expect(text('1.3.3')).toBe('two\nlines A\\')
    expect(values.get('1.3.4')).toEqual({ type: 'counter', value: 42 })
    expect(text('1.3.5')).toBe('first')
    expect(values.get('1.3.7')).toEqual({ type: 'address', value: '10.0.0.1' })
  })
})
