import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { describe, expect, it } from 'vitest'
import { userOf } from './credential.ts'

const credential = (more: Partial<SnmpCredential>): SnmpCredential => ({
  id: '7',
  version: '3',
  username: 'admin',
  ports: [],
  protocols: [],
  ...more,
})
const [authPassphrase, privPassphrase] = ['first secret', 'second secret']

describe('a v3 user', () => {
  it('has the level of its passphrases, and the protocols that old agents took where none is named', () => {
    expect(userOf(credential({}))).toEqual({ name: 'admin', level: 'noAuthNoPriv' })
    expect(userOf(credential({ authPassphrase }))).toMatchObject({ level: 'authNoPriv', auth: { protocol: 'md5' } })
    expect(userOf(credential({ authPassphrase, privPassphrase }))).toMatchObject({
      level: 'authPriv',
      priv: { protocol: 'des' },
    })
  })

  it.each([
    ['aes128', 'aes'],
    ['aes256', 'aes256b'],
    ['aes256c', 'aes256r'],
  ])('privacy by %s', (privProtocol, protocol) => {
    const user = userOf(credential({ authProtocol: 'sha1', authPassphrase, privProtocol, privPassphrase }))
    expect([user.auth?.protocol, user.priv?.protocol]).toEqual(['sha', protocol])
  })

  it.each<[string, Partial<SnmpCredential>]>([
    ['privacy protocol aes192 is not supported', { authPassphrase, privPassphrase, privProtocol: 'aes192' }],
    ['privacy protocol 3des is not supported', { authPassphrase, privPassphrase, privProtocol: '3des' }],
    ['authentication protocol constructor is not supported', { authPassphrase, authProtocol: 'constructor' }],
    ['privacy needs authentication', { privPassphrase }],
    ['fewer than 8 characters', { authPassphrase: 'secret' }],
    ['fewer than 8 characters', { authPassphrase, privPassphrase: '' }],
    ['no user name', { username: undefined } as unknown as Partial<SnmpCredential>],
  ])('is refused: %s', (message, more) => {
    expect(() => userOf(credential(more))).toThrow(message)
    expect(() => userOf(credential(more))).not.toThrow(/secret/)
    expect(() => userOf(credential(more))).toThrow(expect.objectContaining({ code: 'unusable' }))
  })
})
