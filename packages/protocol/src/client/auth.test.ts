import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basic, parseChallenges, unauthorized } from './auth.ts'

describe('parseChallenges', () => {
  it.each([
    ['Basic realm="OCS Inventory agent area"', [{ scheme: 'basic', realm: 'OCS Inventory agent area' }]],
    ['basic', [{ scheme: 'basic' }]],
    [
      'Digest realm="a, \\"b\\"", qop="auth", nonce="x==", Basic realm="c", charset="UTF-8"',
      [
        { scheme: 'digest', realm: 'a, "b"' },
        { scheme: 'basic', realm: 'c' },
      ],
    ],
    ['Negotiate, NTLM, Basic realm=x', [{ scheme: 'negotiate' }, { scheme: 'ntlm' }, { scheme: 'basic', realm: 'x' }]],
    ['Negotiate TlRMTVNTUA==, Basic realm="x"', [{ scheme: 'negotiate' }, { scheme: 'basic', realm: 'x' }]],
    ['', []],
    ['realm="x"', []],
  ])('%s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(expected)
  })

  it('is total and quick', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        for (const { scheme } of parseChallenges(text)) expect(scheme).not.toBe('')
      }),
    )
    expect(parseChallenges(`Basic realm="${'\\'.repeat(16_000)}`).length).toBeLessThan(5)
  })
})

it('encodes credentials as UTF-8', () => {
  expect(basic({ user: 'agent', password: 's3crêt' })).toBe('Basic YWdlbnQ6czNjcsOqdA==')
})

it('says what would help', () => {
  expect(unauthorized(['basic'], false).hint).toMatch(/--user/)
  expect(unauthorized(['digest', 'ntlm'], false).hint).toBe(
    'the server asks for digest, ntlm; only Basic and OAuth client credentials are supported',
  )
  expect(unauthorized(['basic'], false, new URL('https://h/x')).hint).toMatch('give https://h/x as --url')
  expect(unauthorized(['basic'], true).message).toBe('authentication required, wrong credentials')
})
