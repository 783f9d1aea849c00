import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReply } from '../client/reply.ts'
import { type Orders, ordersOf } from './orders.ts'

const orders = (inner: string): Orders => ordersOf(parseReply(`<REPLY>${inner}</REPLY>`).options)
const option = (name: string, inner: string): Orders => orders(`<OPTION><NAME>${name}</NAME>${inner}</OPTION>`)

describe('NETDISCOVERY', () => {
  const range = '<RANGEIP ID="1" IPSTART="10.0.0.1" IPEND="10.0.0.9" ENTITY="0"/>'
  const param = '<PARAM THREADS_DISCOVERY="20" TIMEOUT="1" PID="17"/>'

  it('with ranges and credentials', () => {
    const { discoveries, warnings } = option(
      'NETDISCOVERY',
      `${param}${range}<RANGEIP><ID>2</ID><IPSTART>2001:db8::1</IPSTART><IPEND>2001:db8::ff</IPEND><PORT>161, 1161 0 x</PORT><PROTOCOL>tcp,udp/ipv6</PROTOCOL></RANGEIP>
       <AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="public"/>
       <AUTHENTICATION ID="2" VERSION="3" USERNAME="u" AUTHPROTOCOL="SHA-256" AUTHPASSPHRASE="a" PRIVPROTOCOL="AES" PRIVPASSWORD="p"/>`,
    )
    expect(warnings).toEqual([])
    const any = { ports: [], protocols: [] }
    expect(discoveries).toEqual([
      {
        pid: '17',
        threads: 20,
        timeout: 1,
        ranges: [
          { id: '1', start: '10.0.0.1', end: '10.0.0.9', entity: '0', ...any },
          {
            id: '2',
            start: '2001:db8::1',
            end: '2001:db8::ff',
            ports: [161, 1161],
            protocols: ['tcp/ipv4', 'udp/ipv6'],
          },
        ],
        credentials: [
          { id: '1', version: '2c', community: 'public', ...any },
          {
            id: '2',
            version: '3',
            username: 'u',
            authProtocol: 'sha256',
            authPassphrase: 'a',
            privProtocol: 'aes',
            privPassphrase: 'p',
            ...any,
          },
        ],
      },
    ])
  })

  it.each([
    ['', ['invalid job: no IP range defined']],
    [range, ['invalid job: no PARAM defined']],
    [`${range}<PARAM TIMEOUT="1"/>`, ['invalid job: no PID defined']],
    [
      `${param}<RANGEIP IPEND="10.0.0.1"/>`,
      ['invalid range: no first address defined', 'invalid job: no valid IP range defined'],
    ],
    [
      `${param}<RANGEIP IPSTART="10.0.0.1" IPEND="host"/>`,
      ['invalid range: no last address defined', 'invalid job: no valid IP range defined'],
    ],
    [
      `${param}<RANGEIP IPSTART="10.0.0.9" IPEND="10.0.0.1"/>`,
      ['invalid range: 10.0.0.9 to 10.0.0.1 is empty', 'invalid job: no valid IP range defined'],
    ],
    [
      `${param}<RANGEIP IPSTART="10.0.0.9" IPEND="::1"/>`,
      ['invalid range: 10.0.0.9 to ::1 is empty', 'invalid job: no valid IP range defined'],
    ],
    [
      `${param}<RANGEIP IPSTART="0.0.0.0" IPEND="255.255.255.255"/>`,
      [
        'range 0.0.0.0 to 255.255.255.255: more than 65536 addresses in a job',
        'invalid job: no valid IP range defined',
      ],
    ],
  ])('no job: %s', (inner, expected) => {
    expect(option('NETDISCOVERY', inner)).toMatchObject({ discoveries: [], warnings: expected })
  })

  it('counts the addresses of all ranges of a job', () => {
    const half = (net: number) => `<RANGEIP IPSTART="10.${net}.0.0" IPEND="10.${net}.127.255"/>`
    const { discoveries, warnings } = option('NETDISCOVERY', `${param}${half(1)}${half(2)}${half(3)}${range}`)
    expect(discoveries[0]?.ranges.map(({ start }) => start)).toEqual(['10.1.0.0', '10.2.0.0'])
    expect(warnings).toHaveLength(2)
  })

  it('keeps numbers in bounds', () => {
    const job = (attributes: string) => option('NETDISCOVERY', `<PARAM PID="1" ${attributes}/>${range}`).discoveries[0]
    expect(job('THREADS_DISCOVERY="99999" TIMEOUT="0"')).toMatchObject({ threads: 256, timeout: 1 })
    expect(job('THREADS_DISCOVERY="-3" TIMEOUT="1e9"')).toMatchObject({ threads: 1, timeout: 60 })
  })
})

describe('SNMPQUERY', () => {
  it('with devices', () => {
    const { queries, warnings } = option(
      'SNMPQUERY',
      '<PARAM THREADS_QUERY="10" TIMEOUT="15" PID="2"/><DEVICE TYPE="NETWORKING" ID="1" IP="192.0.2.1" AUTHSNMP_ID="0"/><DEVICE ID="2" IP="192.0.2.2" PID="9"/><DEVICE ID="3"/>',
    )
    const any = { ports: [], protocols: [] }
    expect(queries).toEqual([
      {
        pid: '2',
        threads: 10,
        timeout: 15,
        devices: [
          { id: '1', ip: '192.0.2.1', type: 'NETWORKING', credential: '0', ...any },
          { id: '2', ip: '192.0.2.2', pid: '9', ...any },
        ],
        credentials: [],
      },
    ])
    expect(warnings).toEqual(['invalid device: no address defined'])
  })

  it.each([
    ['', ['invalid job: no device defined']],
    ['<DEVICE IP="192.0.2.1"/>', ['invalid job: no PARAM defined']],
  ])('no job: %s', (inner, expected) => {
    expect(option('SNMPQUERY', inner)).toMatchObject({ queries: [], warnings: expected })
  })
})

describe('AUTHENTICATION that cannot be used', () => {
  it.each([
    ['ID="1"', 'it has no community'],
    ['ID="1" VERSION="4" COMMUNITY="s3cret"', 'its version is not 1, 2c or 3'],
    ['ID="1" VERSION="3"', 'it has no user name'],
    ['ID="1" VERSION="3" USERNAME="s3cret" PRIVPASSPHRASE="s3cret"', 'it has privacy without authentication'],
    [
      'ID="1" VERSION="3" USERNAME="u" AUTHPROTOCOL="rot13" AUTHPASSPHRASE="s3cret"',
      'its authentication protocol is unknown',
    ],
    [
      'ID="1" VERSION="3" USERNAME="u" AUTHPASSPHRASE="a" PRIVPROTOCOL="rot13" PRIVPASSPHRASE="s3cret"',
      'its privacy protocol is unknown',
    ],
    ['ID="1" TYPE="ssh" USERNAME="u"', 'it is not for SNMP'],
  ])('%s', (attributes, reason) => {
    const { queries, warnings } = option('SNMPQUERY', `<PARAM/><DEVICE IP="192.0.2.1"/><AUTHENTICATION ${attributes}/>`)
    expect(queries[0]?.credentials).toEqual([])
    expect(warnings).toEqual([`credential 1 is ignored: ${reason}`])
  })
})

describe('WAKEONLAN', () => {
  it('with addresses, each once', () => {
    const { wake, warnings } = orders(
      '<OPTION><NAME>WAKEONLAN</NAME></OPTION><OPTION NAME="WAKEONLAN"><PARAM MAC="0:1:A:ff:fe:FD" IP="192.0.2.9"/><PARAM MAC="00:01:0a:ff:fe:fd"/><PARAM MAC="nope"/><PARAM/></OPTION>',
    )
    expect(wake).toEqual([{ mac: '00:01:0a:ff:fe:fd', ip: '192.0.2.9' }])
    expect(warnings).toEqual(['invalid MAC address nope, skipping', 'invalid MAC address , skipping'])
  })

  it('without any', () => {
    expect(option('WAKEONLAN', '')).toMatchObject({ wake: [], warnings: ['no mac address defined'] })
  })

  it('is no amplifier', () => {
    const macs = Array.from(
      { length: 1000 },
      (_, i) => `<PARAM MAC="0:0:0:0:${(i >> 8).toString(16)}:${(i & 255).toString(16)}"/>`,
    )
    const { wake, warnings } = option('WAKEONLAN', macs.join(''))
    expect([wake.length, warnings.length, warnings.at(-1)]).toEqual([256, 101, 'further warnings are left out'])
  })
})

it('REGISTRY, and options that are not for us', () => {
  const { registry, ignored, warnings } = orders(
    `<OPTION><PARAM REGTREE="2" REGKEY="SOFTWARE\\Example &amp; Co" NAME="Example">Version</PARAM><PARAM REGTREE="6" REGKEY="x" NAME="y">*</PARAM><NAME>REGISTRY</NAME></OPTION>
     <OPTION><NAME>DOWNLOAD</NAME><PARAM ON="1"/></OPTION><OPTION><NAME>DOWNLOAD</NAME></OPTION><OPTION/>`,
  )
  expect(registry).toEqual([{ name: 'Example', tree: 2, key: 'SOFTWARE\\Example & Co', value: 'Version' }])
  expect(ignored).toEqual(['DOWNLOAD'])
  expect(warnings).toEqual([
    'registry query y is ignored: it needs NAME, REGKEY, REGTREE 0 to 5 and a value',
    'an OPTION without a NAME is ignored',
  ])
})

it('texts with control characters, or longer than they may be, are not there', () => {
  const device = (type: string) =>
    option('SNMPQUERY', `<PARAM/><DEVICE IP="192.0.2.1" TYPE="${type}"/>`).queries[0]?.devices[0]
  expect(device('VIDEO')?.type).toBe('VIDEO')
  for (const type of ['a&#10;b', 'a&#x85;b', 'x'.repeat(65), ' ']) expect(device(type)?.type).toBeUndefined()
})

it('is total, whatever the options hold, and bounded', () => {
  const names = [
    'NETDISCOVERY',
    'SNMPQUERY',
    'WAKEONLAN',
    'REGISTRY',
    '__proto__',
    'constructor',
    'PARAM',
    'DEVICE',
    'RANGEIP',
  ]
  const fields = [
    'AUTHENTICATION',
    'NAME',
    'ID',
    'IP',
    'IPSTART',
    'IPEND',
    'PID',
    'MAC',
    'PORT',
    'PROTOCOL',
    'VERSION',
    'content',
  ]
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('10.0.0.1', '::1', '1', '3', '00:11:22:33:44:55', ...names),
  )
  const { map } = fc.letrec<{ map: never }>((tie) => ({
    map: fc.dictionary(
      fc.constantFrom(...names, ...fields),
      fc.oneof({ maxDepth: 3 }, value, fc.array(fc.oneof(value, tie('map')), { maxLength: 3 }), tie('map')),
      { noNullPrototype: false, maxKeys: 6 },
    ) as fc.Arbitrary<never>,
  }))
  fc.assert(
    fc.property(fc.array(map, { maxLength: 4 }), (options) => {
      const { warnings, ignored, wake } = ordersOf(options)
      expect(wake.length).toBeLessThanOrEqual(256)
      for (const line of [...warnings, ...ignored]) expect(line).not.toMatch(/[\n\r\x00-\x1f]/)
    }),
  )
})
