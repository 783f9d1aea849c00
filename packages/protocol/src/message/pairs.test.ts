import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseSnmpCredential, snmpSecrets } from './credential-text.ts'
import { parsePairs } from './pairs.ts'

test.each([
  ['', {}],
  ['version:2c,community:public', { VERSION: '2c', COMMUNITY: 'public' }],
  [' version : 3 , userName:joe ', { VERSION: '3', USERNAME: 'joe' }],
  ["a:\"x,y:z\",b:'it\\'s'", { A: 'x,y:z', B: "it's" }],
  ['a:x\\,y,b:c:d', { A: 'x,y', B: 'c:d' }],
  ['a:,b:1', { A: '', B: '1' }],
  ['a:say "hi"', { A: 'say "hi"' }],
  ['a', undefined],
  ['a:1,a:2', undefined],
  [':1', undefined],
  ['a:1,,b:2', undefined],
  ['a:"x', undefined],
])('%j', (text, pairs) => {
  expect(parsePairs(text)).toEqual(pairs)
})

it('any value comes back from quotes', () => {
  const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(parsePairs(`a:${quote(a)},b:${quote(b)}`)).toEqual({ A: a, B: b })
    }),
  )
})

it('is total', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePairs(text)))
})

describe('credentials on a command line', () => {
  it.each([
    ['community:secret', { version: '1', community: 'secret' }],
    ['version:2c,community:a:b', { version: '2c', community: 'a:b' }],
    [
      'version:v2c,community:x,port:1161,protocol:tcp',
      { version: '2c', community: 'x', ports: [1161], protocols: ['tcp/ipv4'] },
    ],
    [
      'version:3,username:joe,authprotocol:SHA-256,authpassword:one,privprotocol:AES,privpassphrase:"two,three"',
      {
        version: '3',
        username: 'joe',
        authProtocol: 'sha256',
        authPassphrase: 'one',
        privProtocol: 'aes',
        privPassphrase: 'two,three',
      },
    ],
    [
      'version:3,username:joe,authpassphrase:one,privprotocol:cfb128aes,privpassword:two',
      { authProtocol: 'md5', privProtocol: 'aes' },
    ],
  ])('%s', (text, credential) => {
    expect(parseSnmpCredential(text, '1')).toMatchObject({ id: '1', ...credential })
  })

  it.each([
    ['public', 'key:value,... expected'],
    ['version:2c', 'it has no community'],
    ['version:4,community:x', 'its version is not 1, 2c or 3'],
    ['version:3', 'it has no user name'],
    ['version:3,username:joe,authprotocol:rot13,authpassword:x', 'its authentication protocol is unknown'],
    ['version:3,username:joe,privpassword:x', 'it has privacy without authentication'],
    ['version:2c,comunity:secret', 'an unknown key (version, community,'],
    ['version:2c,community:secret,port:x', 'its port is none of 1 to 65535'],
    ['version:2c,community:secret,protocol:ipx', 'its protocol is none of udp, tcp'],
  ])('%s: %s', (text, problem) => {
    const read = parseSnmpCredential(text, '1')
    expect(read).toEqual({ problem: expect.stringContaining(problem) })
    expect(JSON.stringify(read)).not.toContain('secret')
  })

  it('tells what no log may show, which the usual word may', () => {
    const secretsOf = (text: string) => {
      const read = parseSnmpCredential(text, '1')
      return 'problem' in read ? [read.problem] : snmpSecrets(read)
    }
    expect(secretsOf('version:2c,community:lab')).toEqual(['lab'])
    expect(secretsOf('version:2c,community:public')).toEqual([])
    expect(secretsOf('version:3,username:joe,authpassword:one,privpassword:two')).toEqual(['one', 'two'])
  })
})
