import { type Element, element, integer } from './read-ber.ts'
import { variableElements } from './variables.ts'

/**
 * What stands before the variables of a message: enough to say whose answer it is, and whether it may be handed to a
 * decoder at all. RFC 1157 §4.1, RFC 3412 §6, RFC 3414 §2.4; BER of X.690 §8.
 */
export interface Header {
  readonly version: number
  /** Request id of v1 and v2c, message id of v3. */
  readonly id: number
  /** v1 and v2c. */
  readonly community?: Uint8Array
  /** v3: bit 0 authenticated, bit 1 encrypted. */
  readonly flags?: number
  /** Tag of the PDU where it can be seen; encrypted ones cannot. */
  readonly pdu?: number
}

/** Tag of a Report, RFC 3416 §3. */
export const reportPdu = 0xa8
/** Tag of a Response. */
export const responsePdu = 0xa2

/** Undefined where the message is no SNMP, is cut, or has more behind it. */
export function headerOf(bytes: Uint8Array): Header | undefined {
  const message = element(bytes, 0, bytes.length)
  if (message?.tag !== 0x30 || message.end !== bytes.length) return undefined
  const version = element(bytes, message.start, message.end)
  const number = integer(bytes, version)
  if (version === undefined || number === undefined) return undefined
  if (number === 3) return userBased(bytes, version.end, message.end)
  const community = element(bytes, version.end, message.end)
  if ((number !== 0 && number !== 1) || community?.tag !== 4) return undefined
  const pdu = element(bytes, community.end, message.end)
  const id = pdu === undefined ? undefined : integer(bytes, element(bytes, pdu.start, pdu.end))
  if (pdu === undefined || id === undefined || !variableElements(bytes, pdu)) return undefined
  return { version: number, id, community: bytes.subarray(community.start, community.end), pdu: pdu.tag }
}

function userBased(bytes: Uint8Array, start: number, end: number): Header | undefined {
  const global = element(bytes, start, end)
  const id = global?.tag === 0x30 ? element(bytes, global.start, global.end) : undefined
  const size = global && id && element(bytes, id.end, global.end)
  const flags = global && size && element(bytes, size.end, global.end)
  const security = global && element(bytes, global.end, end)
  const number = integer(bytes, id)
  if (global === undefined || number === undefined || flags?.tag !== 4 || flags.end - flags.start !== 1)
    return undefined
  if (security?.tag !== 4 || !userParameters(bytes, security)) return undefined
  const data = element(bytes, security.end, end)
  const flag = bytes[flags.start] as number
  const head = { version: 3, id: number, flags: flag }
  if ((flag & 2) !== 0) return data?.tag === 4 ? head : undefined
  const engine = data?.tag === 0x30 ? element(bytes, data.start, data.end) : undefined
  const name = data && engine && element(bytes, engine.end, data.end)
  const pdu = data && name && element(bytes, name.end, data.end)
  return pdu === undefined || !variableElements(bytes, pdu) ? undefined : { ...head, pdu: pdu.tag }
}

/** Engine id, boots, time, user, digest, salt. */
function userParameters(bytes: Uint8Array, security: Element): boolean {
  const sequence = element(bytes, security.start, security.end)
  if (sequence?.tag !== 0x30) return false
  let at = sequence.start
  for (const tag of [4, 2, 2, 4, 4, 4]) {
    const part = element(bytes, at, sequence.end)
    if (part?.tag !== tag || (tag === 2 && integer(bytes, part) === undefined)) return false
    at = part.end
  }
  return true
}
