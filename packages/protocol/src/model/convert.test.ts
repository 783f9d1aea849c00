import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import * as convert from './convert.ts'

const { toMegabytes, toMegahertz, toMegabits, toWatts, toMillivolts, toMilliwattHours, batterySerial } = convert

test.each([
  ['16 GB', 1024, 16384],
  ['16 GB', 1000, 16000],
  ['500,107,862,016 bytes', 1000, 500107],
  ['128 035 676 160 bytes', 1024, 122104],
  ['1.5 TiB', 1000, 1572864],
  ['2,5 GB', 1000, 2500],
  ['1,000 GB', 1000, 1000000],
  ['1,000.9 MB', 1000, 1000.9],
  ['4.35 GB', 1000, 4350],
  ['512 KB', 1024, 0],
  ['4096 MB', 1024, 4096],
  ['1.1 mb', 1024, 1.1],
  ['512', 1000, 512],
  ['1 TB', 1024, 1048576],
  ['3 EB', 1000, 3e12],
  ['foo', 1000, undefined],
  ['12 parsecs', 1000, undefined],
  ['', 1000, undefined],
  [undefined, 1000, undefined],
] as const)('size %s by %d is %s MB', (text, base, expected) => {
  expect(toMegabytes(text, base)).toBe(expected)
})

test.each([
  ['3200 MT/s', 3200],
  ['2.4 GHz', 2400],
  ['1mhz', 1],
  ['1333', 1333],
  ['PC3200U', 400],
  ['Unknown', undefined],
  [undefined, undefined],
])('clock %s is %s MHz', (text, expected) => {
  expect(toMegahertz(text)).toBe(expected)
})

test.each([
  ['10 Gb/s', 10000],
  ['100Mb/s', 100],
  ['16 Gbit', 16000],
  ['1500 kb/s', 1],
  ['unknown', undefined],
  ['100', undefined],
])('link %s is %s Mb/s', (text, expected) => {
  expect(toMegabits(text)).toBe(expected)
})

describe('power, voltage, capacity', () => {
  it('knows the units of power', () => {
    expect(['1.2 kW', '750 W', '500 mW', '750', 'lots'].map(toWatts)).toEqual([1200, 750, 0.5, 750, undefined])
  })
  it('truncates volts', () => {
    expect(['11.1 V', '11.1119 V', '11100 mV', '11'].map(toMillivolts)).toEqual([11100, 11111, 11100, undefined])
  })
  it('needs a voltage for ampere hours only', () => {
    expect(toMilliwattHours('50 Wh')).toBe(50000)
    expect(toMilliwattHours('50000 mWh')).toBe(50000)
    expect(toMilliwattHours('4400 mAh', 11100)).toBe(48840)
    expect(toMilliwattHours('4.4 Ah', 11100)).toBe(48840)
    expect(toMilliwattHours('4400 mAh')).toBeUndefined()
    expect(toMilliwattHours('4400')).toBeUndefined()
  })
})

test.each([
  ['0000', '0'],
  [undefined, '0'],
  ['00123', '291'],
  ['2005', '2005'],
  ['41D2', '16850'],
  ['0001f', '31'],
  ['SN-12 ', 'SN-12'],
])('battery serial %s is %s', (text, expected) => {
  expect(batterySerial(text)).toBe(expected)
})

test('a guest has the UUID that its host gives it', () => {
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
  expect(convert.virtualUuid('0123456789abcdef0123456789abcdef', 'web01', sha1)).toBe(
    '16eebefb46c996a8db75c3bc6f48f9601ae3b80b',
  )
})

test('any text converts or is undefined', () => {
  const converters = [toMegabytes, toMegahertz, toMegabits, toWatts, toMillivolts, toMilliwattHours]
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789., GMkTbBWhAVHz/s') }), (text) => {
      for (const converter of converters) {
        const value = converter(text)
        expect(value === undefined || (Number.isFinite(value) && value >= 0)).toBe(true)
      }
      expect(typeof batterySerial(text)).toBe('string')
    }),
  )
})
