import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SnmpValue } from '../port.ts'
import { parseWalk } from './parse-walk.ts'

const one = (line: string): SnmpValue | undefined => [...parseWalk(line).values()][0]
const text = (value: SnmpValue | undefined): string =>
  value?.type === 'octets' || value?.type === 'opaque' ? Buffer.from(value.value).toString() : JSON.stringify(value)
const hex = (value: SnmpValue | undefined): string =>
  value?.type === 'octets' || value?.type === 'opaque'
    ? Buffer.from(value.value).toString('hex')
    : JSON.stringify(value)

describe('names', () => {
  it.each([
    ['.1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.5.0'],
    ['iso.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.5.0'],
    ['iso.0.8802.1.1.2.1.3.7.1.3.1', '1.0.8802.1.1.2.1.3.7.1.3.1'],
    ['SNMPv2-MIB::sysName.0', '1.3.6.1.2.1.1.5.0'],
    ['sysName.0', '1.3.6.1.2.1.1.5.0'],
    ['DISMAN-EVENT-MIB::sysUpTimeInstance', '1.3.6.1.2.1.1.3.0'],
    ['.iso.org.dod.internet.mgmt.mib-2.system.sysName.0', '1.3.6.1.2.1.1.5.0'],
    ['SNMPv2-SMI::enterprises.9.9.23.1.2.1.1.6.1.2', '1.3.6.1.4.1.9.9.23.1.2.1.1.6.1.2'],
    ['SNMPv2-SMI::mib-2.47.1.1.1.1.2.1', '1.3.6.1.2.1.47.1.1.1.1.2.1'],
    ['IF-MIB::ifDescr[3]', '1.3.6.1.2.1.2.2.1.2.3'],
    ['IP-MIB::ipAdEntIfIndex.10.0.0.1', '1.3.6.1.2.1.4.20.1.2.10.0.0.1'],
    ['IP-MIB::ipAddressIfIndex.ipv4."10.0.0.1"', '1.3.6.1.2.1.4.34.1.3.1.4.10.0.0.1'],
    [
      'IP-MIB::ipAddressIfIndex.ipv6."fe:80:00:00:00:00:00:00:00:00:00:00:00:00:00:01"',
      '1.3.6.1.2.1.4.34.1.3.2.16.254.128.0.0.0.0.0.0.0.0.0.0.0.0.0.1',
    ],
    ['LLDP-MIB::lldpRemSysName.0.5.1', '1.0.8802.1.1.2.1.4.1.1.9.0.5.1'],
    ['ENTITY-MIB::entPhysicalName."ab"', '1.3.6.1.2.1.47.1.1.1.1.7.2.97.98'],
    ["ENTITY-MIB::entPhysicalName.'ab'", '1.3.6.1.2.1.47.1.1.1.1.7.97.98'],
  ])('%s', (name, oid) => {
    expect([...parseWalk(`${name} = INTEGER: 1`).keys()]).toEqual([oid])
  })

  it.each(["BRIDGE-MIB::dot1dTpFdbPort.'......'", 'SOME-MIB::unknownObject.0', 'sysName.word'])(
    '%s is skipped',
    (name) => {
      expect(parseWalk(`${name} = INTEGER: 1`).size).toBe(0)
    },
  )
})

describe('values', () => {
  it.each([
    ['INTEGER: 5', { type: 'integer', value: 5 }],
    ['INTEGER: up(1)', { type: 'integer', value: 1 }],
    ['INTEGER: -3', { type: 'integer', value: -3 }],
    ['INTEGER: 12 milli-seconds', { type: 'integer', value: 12 }],
    ['Wrong Type (should be INTEGER): Gauge32: 7', { type: 'gauge', value: 7 }],
    ['Counter32: 4294967295 octets', { type: 'counter', value: 4_294_967_295 }],
    ['Counter64: 18446744073709551615', { type: 'counter64', value: 18_446_744_073_709_551_615n }],
    ['Timeticks: (23829819) 2 days, 18:11:38.19', { type: 'ticks', value: 23_829_819 }],
    ['OID: .1.3.6.1.4.1.9.1.1', { type: 'oid', value: '1.3.6.1.4.1.9.1.1' }],
    ['OID: SNMPv2-SMI::enterprises.9.1.1', { type: 'oid', value: '1.3.6.1.4.1.9.1.1' }],
    ['OID: HOST-RESOURCES-TYPES::hrStorageRam', { type: 'oid', value: '1.3.6.1.2.1.25.2.1.2' }],
    ['OID: SNMPv2-SMI::zeroDotZero', { type: 'oid', value: '0.0' }],
    ['IpAddress: 10.0.0.1', { type: 'address', value: '10.0.0.1' }],
    ['Network Address: 0A:00:00:01', { type: 'address', value: '10.0.0.1' }],
    ['NULL', undefined],
    ['No Such Instance currently exists at this OID', undefined],
    ['No Such Object available on this agent at this OID', undefined],
    ['INTEGER: no number', undefined],
  ])('%s', (printed, value) => {
    if (printed === 'NULL') expect(one(`.1.3.1 = ${printed}`)).toBeDefined()
    else expect(one(`.1.3.1 = ${printed}`)).toEqual(value)
  })

  it.each([
    ['STRING: "a b"', 'a b'],
    ['STRING: "say \\"hi\\" \\\\ there"', 'say "hi" \\ there'],
    ['STRING: bare words', 'bare words'],
    ['STRING: ""', ''],
    ['STRING:', ''],
    ['""', ''],
    ['', ''],
  ])('text: %s', (printed, value) => {
    expect(text(one(`.1.3.1 = ${printed}`))).toBe(value)
  })

  it.each([
    ['Hex-STRING: 00 1B 21 ', '001b21'],
    ['Hex-STRING: 00 1B 21   [..!]', '001b21'],
    ['BITS: 80 01 first(0) last(15) ', '8001'],
    ['Opaque: 9F 78 04 42 F6 00 00 ', '9f780442f60000'],
    ['Opaque: Float: 123.000000', '9f780442f60000'],
    ['Float: 123.0', '9f780442f60000'],
  ])('bytes: %s', (printed, value) => {
    expect(hex(one(`.1.3.1 = ${printed}`))).toBe(value)
  })

  it('of hardware addresses are bytes where MIB files made text of them', () => {
    expect(hex(one('IF-MIB::ifPhysAddress.1 = STRING: 0:1b:21:a:b:c'))).toBe('001b210a0b0c')
    expect(text(one('.1.3.6.1.4.1.9.1 = STRING: 0:1b:21:a:b:c'))).toBe('0:1b:21:a:b:c')
  })
})

describe('files', () => {
  it('have values over several lines, and end where the device ends', () => {
    const values = parseWalk(
      [
        'Created directory: /var/lib/snmp',
        '.1.3.1 = STRING: "first',
        '',
        'an "inner" quote"',
        'third"',
        '.1.3.2 = Hex-STRING: 00 01 ',
        '02 03 ',
        '',
        '.1.3.3 = ""',
        '.1.3.4 = STRING: plain',
        '',
        '.1.3.5 = No more variables left in this MIB View (It is past the end of the MIB tree)',
        '.1.3.6 = INTEGER: 1',
      ].join('\n'),
    )
    expect([...values.keys()]).toEqual(['1.3.1', '1.3.2', '1.3.3', '1.3.4'])
    expect(text(values.get('1.3.1'))).toBe('first\n\nan "inner" quote"\nthird')
    expect(hex(values.get('1.3.2'))).toBe('00010203')
    expect(text(values.get('1.3.4'))).toBe('plain')
  })

  it('may come from where lines end otherwise', () => {
    const values = parseWalk('.1.3.1 = STRING: "a"\r\n.1.3.2 = ""\r\n.1.3.3 = STRING: "b\r\nc"\r\n')
    expect([...values.values()].map(text)).toEqual(['a', '', 'b\nc'])
  })

  it('may be in quick style', () => {
    const values = parseWalk(
      [
        'sysDescr.0 Some device',
        '.1.3.6.1.2.1.1.2.0 .1.3.6.1.4.1.9.1.1',
        'sysUpTimeInstance 2:18:11:38.19',
        'ifPhysAddress.1 0:1b:21:a:b:c',
        '.1.3.6.1.2.1.2.2.1.5.1 1000000000',
        '.1.3.6.1.2.1.31.1.1.1.6.1 123456789012',
        '.1.3.6.1.2.1.4.20.1.1.10.0.0.1 10.0.0.1',
        '.1.3.6.1.2.1.17.1.1.0 "00 1B 21 0A 0B 0C "',
      ].join('\n'),
    )
    expect([...values.values()].map((value) => value.type)).toEqual([
      'octets',
      'oid',
      'ticks',
      'octets',
      'integer',
      'counter64',
      'address',
      'octets',
    ])
    expect(values.get('1.3.6.1.2.1.1.3.0')).toEqual({ type: 'ticks', value: 23_829_819 })
    expect(hex(values.get('1.3.6.1.2.1.2.2.1.6.1'))).toBe('001b210a0b0c')
    expect(hex(values.get('1.3.6.1.2.1.17.1.1.0'))).toBe('001b210a0b0c')
  })

  it('never make it throw, nor take long', () => {
    const parts = [
      '.1.3.1',
      ' = ',
      'STRING: ',
      '"',
      '\\',
      '\n',
      'Hex-STRING: ',
      '00 ',
      'iso.',
      '[',
      "'",
      '(1)',
      'x',
      ':',
      '.',
    ]
    const noise = fc.array(fc.constantFrom(...parts), { maxLength: 200 }).map((list) => list.join(''))
    fc.assert(fc.property(noise, (walk) => parseWalk(walk) !== null))
    const began = performance.now()
    for (const part of parts) parseWalk(`.1.3.1 = ${part.repeat(100_000)}\n${part.repeat(100_000)}`)
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('have every text back that snmpwalk printed', () => {
    const printable = fc.string({ unit: fc.constantFrom(...'ab "\\=:.\n'), maxLength: 40 })
    fc.assert(
      fc.property(printable, (value) => {
        const printed = value.replace(/["\\]/g, '\\$&')
        expect(text(one(`.1.3.1 = STRING: "${printed}"\n.1.3.2 = INTEGER: 1`))).toBe(value)
      }),
    )
  })
})
