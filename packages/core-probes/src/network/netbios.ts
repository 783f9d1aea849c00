/**
 * NetBIOS node status over UDP port 137: the question for all names of a machine (RFC 1002 §4.2.17) and its answer
 * (§4.2.18). Pure; any packet is taken.
 */

export const NETBIOS_PORT = 137

/** Names and unit id of a machine. */
export interface NodeStatus {
  /** Name for file sharing and the like. */
  readonly name?: string
  readonly workgroup?: string
  /** Who is logged in, or the machine itself once more. */
  readonly user?: string
  /** Lower case, colons; absent where the machine sends zeros, as Samba does. */
  readonly mac?: string
}

/** QTYPE and QCLASS (RFC 1002 §4.2.1.2). */
const [NBSTAT, IN] = [0x21, 1]
const header = 12
/** Length, 32 letters, end: the name `*` in first-level encoding (RFC 1001 §14.1), then type and class. */
const question = Buffer.from(`\x20CK${'A'.repeat(30)}\0\0\x21\0\x01`, 'latin1')

/** `id` from 1 to 65,535. */
export function nodeStatusRequest(id: number): Uint8Array {
  const packet = Buffer.alloc(header + question.length)
  packet.writeUInt16BE(id, 0)
  // One question, no flags: a plain query to one machine.
  packet.writeUInt16BE(1, 4)
  question.copy(packet, header)
  return packet
}

/** Undefined for what is no answer to a node status question. */
export function readNodeStatus(packet: Uint8Array): { readonly id: number; readonly answer: NodeStatus } | undefined {
  const bytes = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength)
  if (bytes.length < header) return undefined
  // A response (§4.2.1.1) without error, with an answer.
  if ((bytes.readUInt16BE(2) & 0x800f) !== 0x8000 || bytes.readUInt16BE(6) === 0) return undefined
  let at = header
  for (let questions = bytes.readUInt16BE(4); questions > 0; questions--) {
    at = afterName(bytes, at) + 4
    if (at > bytes.length) return undefined
  }
  at = afterName(bytes, at)
  // Type, class, time to live, length, number of names.
  if (at + 11 > bytes.length || bytes.readUInt16BE(at) !== NBSTAT || bytes.readUInt16BE(at + 2) !== IN) return undefined
  const names = bytes[at + 10] ?? 0
  return {
    id: bytes.readUInt16BE(0),
    answer: { ...namesOf(bytes, at + 11, names), ...unitOf(bytes, at + 11 + names * 18) },
  }
}

/** Where the name that begins at `at` ends; past the packet where it does not. */
function afterName(bytes: Buffer, at: number): number {
  for (let position = at; position < bytes.length; ) {
    const length = bytes[position] ?? 0
    // A pointer to an earlier name ends it (RFC 883).
    if (length >= 0xc0) return position + 2
    position += 1 + length
    if (length === 0) return position
  }
  return bytes.length + 1
}

/** NODE_NAME entries, the last of a kind holds: 15 bytes of name, the suffix, 2 bytes of flags, of which the first bit is that of a group. */
function namesOf(bytes: Buffer, start: number, count: number): NodeStatus {
  const found: { name?: string; workgroup?: string; user?: string } = {}
  for (let at = start; count > 0 && at + 18 <= bytes.length; at += 18, count--) {
    const name = text(bytes.subarray(at, at + 15))
    const suffix = bytes[at + 15]
    const group = ((bytes[at + 16] ?? 0) & 0x80) !== 0
    if (name === '') continue
    if (suffix === 0x00 && group) found.workgroup = name
    // IS~...: the web server of the machine.
    else if (suffix === 0x00 && !name.startsWith('IS~')) found.name = name
    else if (suffix === 0x03 && !group) found.user = name
  }
  return found
}

/** Without padding, and nothing that is no character. */
const text = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\0-\x1f\x7f-\x9f]/g, '')
    .trim()

function unitOf(bytes: Buffer, at: number): { readonly mac?: string } {
  const unit = bytes.subarray(at, at + 6)
  if (unit.length < 6 || unit.every((byte) => byte === 0)) return {}
  return { mac: [...unit].map((byte) => byte.toString(16).padStart(2, '0')).join(':') }
}
