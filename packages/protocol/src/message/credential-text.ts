import { credentialOf, type SnmpCredential } from './credentials.ts'
import { ports, protocols } from './fields.ts'
import { parsePairs } from './pairs.ts'

/** Keys of a server's AUTHENTICATION, and PORT and PROTOCOL of its ranges. */
const keys = [
  'version',
  'community',
  'username',
  'authprotocol',
  'authpassphrase',
  'authpassword',
  'privprotocol',
  'privpassphrase',
  'privpassword',
  'port',
  'protocol',
] as const

/** The credential, or one line that says why the text is none, without anything secret. */
export type CredentialReading = SnmpCredential | { readonly problem: string }

/**
 * SNMP credentials as people write them: `version:2c,community:public`,
 * `version:3,username:joe,authprotocol:sha,authpassword:'...',privprotocol:aes,privpassword:'...'`; see `parsePairs`.
 */
export function parseSnmpCredential(text: string, id: string): CredentialReading {
  const pairs = parsePairs(text.trim())
  if (pairs === undefined || Object.keys(pairs).length === 0) return { problem: 'key:value,... expected' }
  // Not told: in a text of another form it may be the secret itself.
  if (!Object.keys(pairs).every((key) => (keys as readonly string[]).includes(key.toLowerCase())))
    return { problem: `an unknown key (${keys.join(', ')} are known)` }
  if (pairs.PORT !== undefined && ports(pairs).length === 0) return { problem: 'its port is none of 1 to 65535' }
  if (pairs.PROTOCOL !== undefined && protocols(pairs).length === 0)
    return { problem: 'its protocol is none of udp, tcp, udp/ipv4, udp/ipv6, tcp/ipv4, tcp/ipv6' }
  const read = credentialOf({ ...pairs, ID: id })
  return typeof read === 'string' ? { problem: read } : read
}

/** What no log may show; not the word that everybody knows, which would be cut out of every other message. */
export const snmpSecrets = ({ community, authPassphrase, privPassphrase }: SnmpCredential): readonly string[] =>
  [community, authPassphrase, privPassphrase].flatMap((one) => (one === undefined || one === 'public' ? [] : one))
