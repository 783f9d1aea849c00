import fc from 'fast-check'
import { expect, it } from 'vitest'
import { communityKnock, engineKnock, KNOCK_IDS, readKnock } from './knock.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

it('a GET of sysDescr.0, as net-snmp writes it', () => {
  expect(hex(communityKnock('1', 'public', 0x1234))).toBe(
    '3027020100' + '04067075626c6963' + 'a01a' + '02021234' + '020100020100' + '300e300c06082b060102010101000500',
  )
  expect(hex(communityKnock('2c', 'public', 1)).slice(0, 10)).toBe('3026020101')
})

it('asks an SNMPv3 agent who it is, with no secret and no name', () => {
  expect(hex(engineKnock(5))).toBe(
    '3038020103300e020105020300ffe3040104020103' +
      '0410300e0400020100020100040004000400' +
      '301104000400a00b0201050201000201003000',
  )
})

/** What an agent makes of a v1 or v2c question: the same with the type of an answer. */
function answerTo(request: Uint8Array): Uint8Array {
  const bytes = Buffer.from(request)
  bytes[bytes.indexOf(0xa0, 7)] = 0xa2
  return bytes
}

it('an answer has the number and the version of the question', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: KNOCK_IDS }), fc.constantFrom('1', '2c'), (id, version) => {
      expect(readKnock(answerTo(communityKnock(version, 'a', id)))).toEqual({ id, answer: { version } })
    }),
  )
})

it('a report of an SNMPv3 agent', () => {
  // Of snmpd 5.9 to engineKnock(5).
  const report = Buffer.from(
    '306b020103300e020105020300ffe3040100020103' +
      '0421301f041180001f8880000000000000000000000000' +
      '02010102010204000400040030' +
      '33041180001f88800000000000000000000000000400a81c020105020100020100' +
      '3011300f060a2b060106030f01010400410101',
    'hex',
  )
  expect(readKnock(report)).toEqual({ id: 5, answer: { version: '3' } })
})

it('a question is no answer', () => {
  expect(readKnock(communityKnock('2c', 'public', 1))).toBeUndefined()
})

it('is total (property)', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readKnock(bytes) === undefined || true))
  const whole = answerTo(communityKnock('2c', 'public', 77))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const bent = Buffer.from(whole)
      bent[at] = byte
      const read = readKnock(bent)
      if (read) expect(Number.isInteger(read.id)).toBe(true)
      expect(readKnock(whole.subarray(0, at))).toBeUndefined()
    }),
  )
})
