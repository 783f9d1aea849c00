import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SnmpValue } from '../snmp/port.ts'
import { binding, communityKnock, engineKnock, KNOCK_IDS, readKnock } from './knock.ts'

const description = '1.3.6.1.2.1.1.1.0'
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

it('a GET of sysDescr.0, as net-snmp writes it', () => {
  expect(hex(communityKnock('1', 'public', 0x1234, [binding(description)]))).toBe(
    '3027020100' + '04067075626c6963' + 'a01a' + '02021234' + '020100020100' + '300e300c06082b060102010101000500',
  )
  expect(hex(communityKnock('2c', 'public', 1, [binding(description)])).slice(0, 10)).toBe('3026020101')
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
      expect(readKnock(answerTo(communityKnock(version, 'a', id, [binding(description)])))).toEqual({
        id,
        answer: { version, said: new Map([[description, { type: 'null' }]]) },
      })
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
  expect(readKnock(report)).toEqual({ id: 5, answer: { version: '3', said: new Map() } })
})

it('what an agent says of itself, and what it has not', () => {
  // Of snmpd 5.9.
  const answer = Buffer.from(
    '3081bb02010104067075626c6963a281ad0201070201000201003081a1301406082b0601020101010004086120737769746368' +
      '301606082b06010201010200060a2b06010401bf0803020a300e06082b0601020101030043020087' +
      '301006082b060102010105000404636f7265300f060a2b060106030a020102000201013013060f2b060102010414010281400002814881003012' +
      '060d2b06010201041401027f0000010201013015060d2b06010201041401017f00000140047f000001',
    'hex',
  )
  expect(readKnock(answer)).toEqual({
    id: 7,
    answer: {
      version: '2c',
      said: new Map<string, SnmpValue | undefined>([
        [description, { type: 'octets', value: Buffer.from('a switch') }],
        ['1.3.6.1.2.1.1.2.0', { type: 'oid', value: '1.3.6.1.4.1.8072.3.2.10' }],
        ['1.3.6.1.2.1.1.3.0', { type: 'ticks', value: 135 }],
        ['1.3.6.1.2.1.1.5.0', { type: 'octets', value: Buffer.from('core') }],
        ['1.3.6.1.6.3.10.2.1.2.0', { type: 'integer', value: 1 }],
        ['1.3.6.1.2.1.4.20.1.2.192.0.2.200', undefined],
        ['1.3.6.1.2.1.4.20.1.2.127.0.0.1', { type: 'integer', value: 1 }],
        ['1.3.6.1.2.1.4.20.1.1.127.0.0.1', { type: 'address', value: '127.0.0.1' }],
      ]),
    },
  })
})

it('a refusal of v1 says what the agent lacks', () => {
  // Of snmpd 5.9 to v1: no such name.
  const answer = Buffer.from(
    '303b02010004067075626c6963a22e0201070201020201023023300c06082b0601020101010005003013060f2b06010201041401028140000281480500',
    'hex',
  )
  expect(readKnock(answer)).toEqual({
    id: 7,
    answer: { version: '1', said: new Map(), lacks: '1.3.6.1.2.1.4.20.1.2.192.0.2.200' },
  })
})

it('a question is no answer', () => {
  expect(readKnock(communityKnock('2c', 'public', 1, [binding(description)]))).toBeUndefined()
})

it('is total (property)', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readKnock(bytes) === undefined || true))
  const whole = answerTo(communityKnock('2c', 'public', 77, [binding(description)]))
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
