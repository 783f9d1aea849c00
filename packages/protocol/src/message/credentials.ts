import { listOf, type ReplyMap } from '../client/reply-map.ts'
import { id, ports, protocols, type SnmpTransport, type Tell, text } from './fields.ts'

/** SNMP credentials of a job. All but id, version and the names of the protocols is secret: for no log. */
export interface SnmpCredential {
  readonly id: string
  readonly version: '1' | '2c' | '3'
  readonly community?: string
  readonly username?: string
  /** `md5`, `sha`, `sha256`, ... */
  readonly authProtocol?: string
  readonly authPassphrase?: string
  /** `des`, `aes`, `aes256c`, ...; `c` at the end: the key extension of Cisco. */
  readonly privProtocol?: string
  readonly privPassphrase?: string
  readonly ports: readonly number[]
  readonly protocols: readonly SnmpTransport[]
}

const authProtocols = ['md5', 'sha', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']
const privProtocols = ['des', '3des', 'aes', 'aes128', 'aes192', 'aes192c', 'aes256', 'aes256c']
const most = 256

/** The AUTHENTICATION elements of a job that can be used; the others are told, without what is secret in them. */
export function credentialsOf(option: ReplyMap, tell: Tell): readonly SnmpCredential[] {
  const all = listOf(option, 'AUTHENTICATION')
  if (all.length > most) tell(`more than ${most} credentials, the others are ignored`)
  const found = all.slice(0, most).map((one) => {
    const read = credentialOf(one)
    if (typeof read !== 'string') return read
    tell(`credential ${id(one, 'ID') ?? 'without a valid ID'} is ignored: ${read}`)
    return undefined
  })
  return found.filter((one) => one !== undefined)
}

/** The credential, or why it is none. */
export function credentialOf(map: ReplyMap): SnmpCredential | string {
  const key = id(map, 'ID')
  if (key === undefined) return 'it cannot be referred to'
  const type = text(map, 'TYPE')?.toLowerCase()
  if (type !== undefined && !type.startsWith('snmp')) return 'it is not for SNMP'
  const version = /^v?(1|2|2c|3)$/i.exec(text(map, 'VERSION') ?? '1')?.[1]?.toLowerCase()
  if (version === undefined) return 'its version is not 1, 2c or 3'
  const common = { id: key, ports: ports(map), protocols: protocols(map) }
  if (version !== '3') {
    const community = text(map, 'COMMUNITY')
    return community === undefined
      ? 'it has no community'
      : { ...common, version: version === '1' ? '1' : '2c', community }
  }
  return userOf(map, common)
}

function userOf(map: ReplyMap, common: Pick<SnmpCredential, 'id' | 'ports' | 'protocols'>): SnmpCredential | string {
  const username = text(map, 'USERNAME')
  if (username === undefined) return 'it has no user name'
  const authPassphrase = text(map, 'AUTHPASSPHRASE') ?? text(map, 'AUTHPASSWORD')
  const privPassphrase = text(map, 'PRIVPASSPHRASE') ?? text(map, 'PRIVPASSWORD')
  const authProtocol = protocolOf(text(map, 'AUTHPROTOCOL') ?? 'md5', authProtocols)
  const privProtocol = protocolOf(text(map, 'PRIVPROTOCOL') ?? 'des', privProtocols)
  if (authPassphrase !== undefined && authProtocol === undefined) return 'its authentication protocol is unknown'
  if (privPassphrase !== undefined && privProtocol === undefined) return 'its privacy protocol is unknown'
  // RFC 3414 section 1.4.3: no privacy without authentication.
  if (privPassphrase !== undefined && authPassphrase === undefined) return 'it has privacy without authentication'
  return {
    ...common,
    version: '3',
    username,
    ...(authPassphrase !== undefined && authProtocol !== undefined && { authProtocol, authPassphrase }),
    ...(privPassphrase !== undefined && privProtocol !== undefined && { privProtocol, privPassphrase }),
  }
}

/** What standards and other programs call them (RFC 3414, 3826, 7860). */
const otherNames: Readonly<Record<string, string>> = {
  hmacmd5: 'md5',
  hmacmd596: 'md5',
  hmacsha: 'sha',
  hmacsha96: 'sha',
  hmac128sha224: 'sha224',
  hmac192sha256: 'sha256',
  hmac256sha384: 'sha384',
  hmac384sha512: 'sha512',
  cbcdes: 'des',
  desede: '3des',
  '3desede': '3des',
  cfb128aes: 'aes',
  cfb128aes128: 'aes128',
  aescfb128: 'aes128',
  cfb192aes192: 'aes192',
  cfb256aes256: 'aes256',
}

const protocolOf = (name: string, known: readonly string[]): string | undefined => {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return known.find((one) => one === plain || one === otherNames[plain])
}
