import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { SnmpError } from '../../port.ts'

/** A v3 user in the words of RFC 3414 and its successors; `aes256b` extends keys as Blumenthal says, `aes256r` as Reeder. */
export interface SecurityUser {
  readonly name: string
  readonly level: 'noAuthNoPriv' | 'authNoPriv' | 'authPriv'
  readonly auth?: { readonly protocol: string; readonly key: string }
  readonly priv?: { readonly protocol: string; readonly key: string }
}

const digests: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha: 'sha',
  sha1: 'sha',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
}

/** RFC 3414 (DES), RFC 3826 (AES), the key extensions of two drafts for AES-256: Cisco and others took Reeder's. */
const ciphers: Readonly<Record<string, string>> = {
  des: 'des',
  aes: 'aes',
  aes128: 'aes',
  aes256: 'aes256b',
  aes256c: 'aes256r',
}

/** RFC 3414 §11.2. */
const shortest = 8

/**
 * @throws SnmpError `unusable`: what of the credential can't be used; never what is secret in it
 */
export function userOf(credential: SnmpCredential): SecurityUser {
  const { username, authPassphrase, privPassphrase } = credential
  const wrong = (what: string): SnmpError => new SnmpError('unusable', `credential ${credential.id}: ${what}`)
  if (username === undefined) throw wrong('no user name')
  if (privPassphrase !== undefined && authPassphrase === undefined) throw wrong('privacy needs authentication')
  if (authPassphrase === undefined) return { name: username, level: 'noAuthNoPriv' }
  const auth = partOf('authentication', credential.authProtocol ?? 'md5', digests, authPassphrase, wrong)
  if (privPassphrase === undefined) return { name: username, level: 'authNoPriv', auth }
  const priv = partOf('privacy', credential.privProtocol ?? 'des', ciphers, privPassphrase, wrong)
  return { name: username, level: 'authPriv', auth, priv }
}

function partOf(
  kind: string,
  name: string,
  known: Readonly<Record<string, string>>,
  key: string,
  wrong: (what: string) => SnmpError,
): { readonly protocol: string; readonly key: string } {
  const protocol = Object.hasOwn(known, name) ? known[name] : undefined
  if (protocol === undefined)
    throw wrong(`${kind} protocol ${name} is not supported, use ${Object.keys(known).join(', ')}`)
  if (key.length < shortest) throw wrong(`the ${kind} passphrase has fewer than ${shortest} characters`)
  return { protocol, key }
}
