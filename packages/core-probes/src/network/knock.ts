/**
 * The first question to an SNMP agent, in one packet: sysDescr.0 in v1 and v2c (RFC 1157, RFC 3416), or for v3 who it is
 * (RFC 3414 §4: an empty user, no security, no secret). Only who answers gets a session. Pure; any packet is taken.
 */

export const SNMP_PORT = 161

export interface Knocked {
  readonly version: '1' | '2c' | '3'
}

/** The most that a request-id and a msgID may be (RFC 3412 §6). */
export const KNOCK_IDS = 0x7fff_ffff

const tag = {
  integer: 0x02,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  get: 0xa0,
  answer: 0xa2,
  report: 0xa8,
}

/** Type, length in one to three bytes, content (X.690 §8.1). */
function ber(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([type, ...length]), content])
}

/** A number that is not negative, in as few bytes as it takes. */
function integer(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.unshift(rest & 255)
    rest = Math.floor(rest / 256)
  } while (rest > 0)
  return ber(tag.integer, Buffer.from((bytes[0] ?? 0) > 127 ? [0, ...bytes] : bytes))
}

const octets = (value: Uint8Array | string): Buffer =>
  ber(tag.octets, typeof value === 'string' ? Buffer.from(value) : value)

/** 1.3.6.1.2.1.1.1.0, sysDescr.0, without a value. */
const sysDescr = ber(tag.sequence, ber(tag.oid, Buffer.from([0x2b, 6, 1, 2, 1, 1, 1, 0])), ber(tag.nothing))

const getOf = (id: number, ...bindings: readonly Uint8Array[]): Buffer =>
  ber(tag.get, integer(id), integer(0), integer(0), ber(tag.sequence, ...bindings))

/** A GET of sysDescr.0 with that community. */
export const communityKnock = (version: '1' | '2c', community: string, id: number): Uint8Array =>
  ber(tag.sequence, integer(version === '1' ? 0 : 1), octets(community), getOf(id, sysDescr))

/** A GET of nothing by nobody, to which an agent says who it is. */
export function engineKnock(id: number): Uint8Array {
  const reportable = 4
  const userBased = 3
  const global = ber(tag.sequence, integer(id), integer(65_507), octets(Uint8Array.of(reportable)), integer(userBased))
  const nobody = ber(tag.sequence, octets(''), integer(0), integer(0), octets(''), octets(''), octets(''))
  const scoped = ber(tag.sequence, octets(''), octets(''), getOf(id))
  return ber(tag.sequence, integer(3), global, octets(nobody), scoped)
}

interface Element {
  readonly type: number
  readonly content: Buffer
  /** What stands behind it. */
  readonly rest: Buffer
}

/** The first element; undefined where it is cut, or its length is written in an odd way. */
function element(bytes: Buffer): Element | undefined {
  const [type, first] = bytes
  if (type === undefined || first === undefined) return undefined
  const more = first < 128 ? 0 : first & 127
  if (first >= 128 && (more === 0 || more > 4 || bytes.length < 2 + more)) return undefined
  const length = more === 0 ? first : bytes.readUIntBE(2, more)
  const begin = 2 + more
  if (begin + length > bytes.length) return undefined
  return { type, content: bytes.subarray(begin, begin + length), rest: bytes.subarray(begin + length) }
}

const numberOf = (one: Element | undefined): number | undefined =>
  one?.type === tag.integer && one.content.length > 0 && one.content.length <= 5
    ? one.content.readIntBE(0, one.content.length)
    : undefined

/** Undefined for what is no answer of an agent. */
export function readKnock(packet: Uint8Array): { readonly id: number; readonly answer: Knocked } | undefined {
  const message = element(Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength))
  if (message?.type !== tag.sequence) return undefined
  const first = element(message.content)
  const second = first && element(first.rest)
  const third = second && element(second.rest)
  const version = numberOf(first)
  if (version === 3 && second?.type === tag.sequence && third?.type === tag.octets) {
    const id = numberOf(element(second.content))
    return id === undefined ? undefined : { id, answer: { version: '3' } }
  }
  if ((version !== 0 && version !== 1) || second?.type !== tag.octets || third?.type !== tag.answer) return undefined
  const id = numberOf(element(third.content))
  return id === undefined ? undefined : { id, answer: { version: version === 0 ? '1' : '2c' } }
}
