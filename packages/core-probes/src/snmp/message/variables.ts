import type { Oid, SnmpValue } from '../port.ts'
import { type Element, element, integer, number, oid } from './read-ber.ts'
import { decoded } from './value.ts'

/** Names and values of a PDU (RFC 3416 §3); undefined where they are not what they must be, or one is cut. */
export function variableElements(
  bytes: Uint8Array,
  pdu: Element,
): readonly (readonly [name: Element, value: Element])[] | undefined {
  const list = element(bytes, afterNumbers(bytes, pdu), pdu.end)
  if (list?.tag !== 0x30) return undefined
  const found: [Element, Element][] = []
  for (let at = list.start; at < list.end; ) {
    const pair = element(bytes, at, list.end)
    const name = pair?.tag === 0x30 ? element(bytes, pair.start, pair.end) : undefined
    const value = pair && name && element(bytes, name.end, pair.end)
    if (pair === undefined || name?.tag !== 6 || value === undefined) return undefined
    found.push([name, value])
    at = pair.end
  }
  return found
}

/** Behind request id, error status and error index; past the PDU where one of them is missing. */
function afterNumbers(bytes: Uint8Array, pdu: Element): number {
  let at = pdu.start
  for (let count = 0; count < 3; count++) {
    const part = element(bytes, at, pdu.end)
    if (integer(bytes, part) === undefined || part === undefined) return pdu.end
    at = part.end
  }
  return at
}

/** What a v1 or v2c response says. */
export interface Response {
  /** By OID; undefined where there is nothing. Empty where it says that something is wrong. */
  readonly said: ReadonlyMap<Oid, SnmpValue | undefined>
  /** What it has not, for which it refuses all: `noSuchName` of v1 (RFC 1157 §4.1.2). */
  readonly lacks?: Oid
}

const noSuchName = 2

/** Of a message that `headerOf` takes; nothing of others. */
export function responseOf(message: Uint8Array): Response {
  const whole = element(message, 0, message.length)
  const version = whole && element(message, whole.start, whole.end)
  const community = whole && version && element(message, version.end, whole.end)
  const pdu = whole && community && element(message, community.end, whole.end)
  const id = pdu && element(message, pdu.start, pdu.end)
  const status = pdu && id && element(message, id.end, pdu.end)
  const index = pdu && status && integer(message, element(message, status.end, pdu.end))
  const said = new Map<Oid, SnmpValue | undefined>()
  const variables = (pdu && variableElements(message, pdu)) ?? []
  switch (integer(message, status)) {
    case 0:
      for (const [name, value] of variables) {
        const named = oid(message, name)
        if (named !== undefined) said.set(named, valueIn(message, value))
      }
      return { said }
    case noSuchName: {
      const [name] = variables[(index ?? 0) - 1] ?? []
      const lacks = name && oid(message, name)
      return { said, ...(lacks !== undefined && { lacks }) }
    }
    default:
      return { said }
  }
}

/** As a decoder gives them: numbers, texts for OIDs and addresses, else bytes. */
function valueIn(bytes: Uint8Array, value: Element): SnmpValue | undefined {
  const content = bytes.subarray(value.start, value.end)
  switch (value.tag) {
    case 2:
    case 65:
    case 66:
    case 67:
    case 71:
      return decoded(value.tag, number(bytes, value))
    case 6:
      return decoded(value.tag, oid(bytes, value))
    case 64:
      return content.length === 4 ? decoded(value.tag, content.join('.')) : undefined
    default:
      return decoded(value.tag, content)
  }
}
