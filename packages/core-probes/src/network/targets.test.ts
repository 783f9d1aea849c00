import { addressText } from '@fusioninventory/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AddressRange, between, parseRange, parseRanges } from './parse-ranges.ts'
import { inShard, parseShard } from './shard.ts'
import { targetsOf } from './targets.ts'

const range = (text: string): AddressRange => {
  const read = parseRange(text)
  if ('problem' in read) throw new Error(read.problem)
  return read
}
const all = (text: string, without = ''): readonly string[] =>
  [...targetsOf(parseRanges(text).ranges, { without: parseRanges(without).ranges })].map(({ address }) => address)

describe('a range', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
    ['192.0.2.77/24', '192.0.2.0', '192.0.2.255'],
    ['192.0.2.1-9', '192.0.2.1', '192.0.2.9'],
    [' 192.0.2.250 - 192.0.3.1 ', '192.0.2.250', '192.0.3.1'],
    ['2001:DB8::ffff/126', '2001:db8::fffc', '2001:db8::ffff'],
    ['fe80::1-fe80::3', 'fe80::1', 'fe80::3'],
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
  ])('%s', (text, first, last) => {
    const { family, ...ends } = range(text)
    expect([addressText(family, ends.first), addressText(family, ends.last)]).toEqual([first, last])
  })
  it.each([
    ['192.0.2.9-192.0.2.1', '192.0.2.1 is before 192.0.2.9'],
    ['192.0.2.1-::1', '192.0.2.1 and ::1 are of two families'],
    ['192.0.2.0/33', '"192.0.2.0/33" is no address, network or range of addresses'],
    ['192.0.2.1-300', '"192.0.2.300" is no address, network or range of addresses'],
    ['printer', '"printer" is no address, network or range of addresses'],
    ['1.2.3.4/8/9', '"1.2.3.4/8/9" is no address, network or range of addresses'],
  ])('%s is none', (text, problem) => {
    expect(parseRange(text)).toEqual({ problem })
  })
  it.each(['0.0.0.0/0', '224.0.0.1', '255.255.255.255', '::', 'ff02::1', '10.0.0.1-239.0.0.1'])(
    'never of many or of nobody: %s',
    (text) => {
      expect(parseRange(text)).toHaveProperty('problem', expect.stringContaining('broadcast, multicast'))
    },
  )
  it('is total', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseRange(text) === 'object'))
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => typeof between(a, b) === 'object'))
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseRanges(text).problems)))
  })
})

it('a list or file of ranges', () => {
  const { ranges, problems } = parseRanges(
    '# offices\n192.0.2.1, 192.0.2.4 - 192.0.2.5 # printers\r\n\nnowhere\n2001:db8::1',
  )
  expect(ranges).toHaveLength(3)
  expect(problems).toEqual(['"nowhere" is no address, network or range of addresses'])
})

describe('targets', () => {
  it('hold each address once, without those left out', () => {
    expect([...all('192.0.2.1-6 192.0.2.4-9', '192.0.2.2 192.0.2.5-7')].sort()).toEqual(
      [1, 3, 4, 8, 9].map((last) => `192.0.2.${last}`),
    )
  })
  it('take an address of each subnet in turn', () => {
    expect(all('10.0.0.254-10.0.1.1 10.0.9.1-10.0.9.3')).toEqual([
      '10.0.0.254',
      '10.0.1.0',
      '10.0.9.1',
      '10.0.0.255',
      '10.0.1.1',
      '10.0.9.2',
      '10.0.9.3',
    ])
  })
  it('of any size are counted and begun at once', () => {
    const huge = targetsOf([range('2001:db8::/32'), range('10.0.0.0/8')])
    expect(huge.size).toBe(2n ** 96n + 2n ** 24n)
    const [first, second] = huge
    expect([first?.address, second?.address]).toEqual(['10.0.0.0', '10.0.1.0'])
  })
  it('are all there, once, whatever the ranges (property)', () => {
    const small = fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 400 })).map(
      ([first, length]): AddressRange => ({
        family: 4,
        first: 0x0a00_0000n + BigInt(first),
        last: 0x0a00_0000n + BigInt(first + length),
      }),
    )
    fc.assert(
      fc.property(fc.array(small, { maxLength: 5 }), fc.array(small, { maxLength: 4 }), (ranges, without) => {
        const wanted = new Set<bigint>()
        for (const { first, last } of ranges) for (let at = first; at <= last; at++) wanted.add(at)
        for (const { first, last } of without) for (let at = first; at <= last; at++) wanted.delete(at)
        const targets = targetsOf(ranges, { without })
        const got = [...targets]
        expect(new Set(got.map(({ address }) => address))).toEqual(
          new Set([...wanted].map((value) => addressText(4, value))),
        )
        expect(got.map(({ index }) => index)).toEqual(got.map((_, at) => at))
        expect(targets.size).toBe(BigInt(wanted.size))
      }),
      { numRuns: 40 },
    )
  })
})

describe('shares', () => {
  it('are written I/N', () => {
    expect(parseShard('2/5')).toEqual({ index: 1, of: 5 })
    for (const wrong of ['0/5', '6/5', '1/0', '1', 'a/b', '1/100000', '1/5/2'])
      expect(parseShard(wrong)).toBeUndefined()
  })
  it('hold each address in exactly one, and are about equal', () => {
    const shares = Array.from({ length: 7 }, (_, index) => [
      ...targetsOf([range('10.0.0.0/20')], { shard: { index, of: 7 } }),
    ])
    expect(new Set(shares.flat().map(({ address }) => address)).size).toBe(4096)
    expect(shares.flat()).toHaveLength(4096)
    for (const share of shares) expect(Math.abs(share.length - 4096 / 7)).toBeLessThan(90)
    for (const [index, share] of shares.entries())
      for (const { address } of share) expect(inShard({ index, of: 7 }, address)).toBe(true)
  })
})
