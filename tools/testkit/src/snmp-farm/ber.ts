import type { SnmpValue } from '@fusioninventory/core-probes/snmp'

/** BER as SNMP uses it (X.690 §8, RFC 3417 §8): definite lengths only. Written apart from the reader that it feeds. */
export const tags = {
  integer: 2,
  octets: 4,
  null: 5,
  oid: 6,
  sequence: 0x30,
  address: 64,
  counter: 65,
  gauge: 66,
  ticks: 67,
  opaque: 68,
  counter64: 70,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const

export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([header(tag, length), ...content])
}

function header(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.trunc(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([tag, 0x80 | bytes.length, ...bytes])
}

/** Two's complement in as few bytes as can be. */
export function integer(value: number | bigint, tag: number = tags.integer): Buffer {
  const bytes: number[] = []
  let rest = BigInt(value)
  do {
    bytes.unshift(Number(rest & 0xffn))
    rest >>= 8n
  } while (!(rest === 0n && (bytes[0] as number) < 0x80) && !(rest === -1n && (bytes[0] as number) >= 0x80))
  return element(tag, Buffer.from(bytes))
}

export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes: number[] = []
  for (const arc of [first * 40 + second, ...rest]) {
    const part = [arc % 128]
    for (let left = Math.trunc(arc / 128); left > 0; left = Math.trunc(left / 128)) part.unshift(0x80 | (left % 128))
    bytes.push(...part)
  }
  return element(tags.oid, Buffer.from(bytes))
}

export function value(of: SnmpValue): Buffer {
  switch (of.type) {
    case 'octets':
    case 'opaque':
      return element(tags[of.type], of.value)
    case 'oid':
      return oid(of.value)
    case 'address':
      return element(tags.address, Buffer.from(of.value.split('.').map(Number)))
    case 'null':
      return Buffer.from([tags.null, 0])
    default:
      return integer(of.value, tags[of.type])
  }
}

/** A request of v1 or v2c. */
export interface Request {
  readonly version: number
  readonly community: string
  /** 0xa0 GET, 0xa1 GETNEXT, 0xa5 GETBULK. */
  readonly pdu: number
  readonly id: number
  readonly nonRepeaters: number
  readonly repetitions: number
  readonly oids: readonly string[]
}

/** Undefined where it is none. */
export function requestOf(bytes: Buffer): Request | undefined {
  try {
    const message = contentOf(bytes, 0)
    const version = contentOf(bytes, message.start)
    const community = contentOf(bytes, version.end)
    const pdu = contentOf(bytes, community.end)
    const id = contentOf(bytes, pdu.start)
    const first = contentOf(bytes, id.end)
    const second = contentOf(bytes, first.end)
    const list = contentOf(bytes, second.end)
    const oids: string[] = []
    for (let at = list.start; at < list.end; ) {
      const pair = contentOf(bytes, at)
      const name = contentOf(bytes, pair.start)
      oids.push(textOf(bytes.subarray(name.start, name.end)))
      at = pair.end
    }
    const number = ({ start, end }: Part): number => bytes.readIntBE(start, end - start)
    return {
      version: number(version),
      community: bytes.toString('latin1', community.start, community.end),
      pdu: bytes[community.end] as number,
      id: number(id),
      nonRepeaters: number(first),
      repetitions: number(second),
      oids,
    }
  } catch {
    return undefined
  }
}

interface Part {
  readonly start: number
  readonly end: number
}

/** @throws RangeError where it is not whole */
function contentOf(bytes: Buffer, at: number): Part {
  const first = bytes.readUInt8(at + 1)
  const count = first < 0x80 ? 0 : first & 0x7f
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count)
  const start = at + 2 + count
  if (start + length > bytes.length) throw new RangeError('cut')
  return { start, end: start + length }
}

function textOf(bytes: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      if (arcs.length === 0) arcs.push(Math.min(2, Math.trunc(arc / 40)))
      arcs.push(arcs.length === 1 ? arc - (arcs[0] as number) * 40 : arc)
      arc = 0
    }
  }
  return arcs.join('.')
}
