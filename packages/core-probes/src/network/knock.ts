import { headerOf, reportPdu, responsePdu } from '../snmp/message/header.ts'
import { type Response, responseOf } from '../snmp/message/variables.ts'
import { element, integer, octets, oid } from '../snmp/message/write-ber.ts'
import type { Oid } from '../snmp/port.ts'

/**
 * The first question to an SNMP agent, in one packet: in v1 and v2c (RFC 1157, RFC 3416) what everybody wants to know of it
 * at first, or for v3 who it is (RFC 3414 §4: an empty user, no security, no secret). Only who answers gets a session. Pure;
 * any packet is taken.
 */

export const SNMP_PORT = 161

/** `said` is empty of SNMPv3 agents, which tell nobody anything but who they are. */
export interface Knocked extends Response {
  readonly version: '1' | '2c' | '3'
}

/** The most that a request-id and a msgID may be (RFC 3412 §6). */
export const KNOCK_IDS = 0x7fff_ffff

const tag = { nothing: 0x05, sequence: 0x30, get: 0xa0 }

const getOf = (id: number, bindings: readonly Uint8Array[]): Buffer =>
  element(tag.get, integer(id), integer(0), integer(0), element(tag.sequence, ...bindings))

/** An instance without a value, as questions have it. */
export const binding = (instance: Oid): Uint8Array => element(tag.sequence, oid(instance), element(tag.nothing))

/** A GET of these with that community. */
export const communityKnock = (
  version: '1' | '2c',
  community: string,
  id: number,
  bindings: readonly Uint8Array[],
): Uint8Array => element(tag.sequence, integer(version === '1' ? 0 : 1), octets(community), getOf(id, bindings))

/** A GET of nothing by nobody, to which an agent says who it is. */
export function engineKnock(id: number): Uint8Array {
  const reportable = 4
  const userBased = 3
  const global = element(
    tag.sequence,
    integer(id),
    integer(65_507),
    octets(Uint8Array.of(reportable)),
    integer(userBased),
  )
  const nobody = element(tag.sequence, octets(''), integer(0), integer(0), octets(''), octets(''), octets(''))
  const scoped = element(tag.sequence, octets(''), octets(''), getOf(id, []))
  return element(tag.sequence, integer(3), global, octets(nobody), scoped)
}

/** Undefined for what is no answer of an agent. */
export function readKnock(packet: Uint8Array): { readonly id: number; readonly answer: Knocked } | undefined {
  const header = headerOf(packet)
  if (header === undefined || header.id < 0) return undefined
  const { id, version, pdu } = header
  if (version === 3)
    return pdu === undefined || pdu === reportPdu || pdu === responsePdu
      ? { id, answer: { version: '3', said: new Map() } }
      : undefined
  if (pdu !== responsePdu) return undefined
  return { id, answer: { version: version === 0 ? '1' : '2c', ...responseOf(packet) } }
}
