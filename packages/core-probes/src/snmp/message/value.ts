import { MAX_OCTETS, type SnmpValue } from '../port.ts'

/**
 * A value that was decoded, by its BER tag (RFC 2578 §7.1, X.690 §8); undefined where there is none or it is not what
 * its tag says.
 */
export function decoded(tag: number, value: unknown): SnmpValue | undefined {
  switch (tag) {
    case 2:
      return whole('integer', value, (number) => number)
    case 65:
      return whole('counter', value, unsigned)
    case 66:
    // UInteger32 of RFC 1442, long withdrawn.
    case 71:
      return whole('gauge', value, unsigned)
    case 67:
      return whole('ticks', value, unsigned)
    case 70:
      return value instanceof Uint8Array && value.length > 0 && value.length <= 9
        ? { type: 'counter64', value: BigInt.asUintN(64, BigInt(`0x${Buffer.from(value).toString('hex')}`)) }
        : undefined
    case 4:
      return octets('octets', value)
    case 68:
      return octets('opaque', value)
    case 6:
      return typeof value === 'string' && value !== '' ? { type: 'oid', value } : undefined
    case 64:
      return typeof value === 'string' ? { type: 'address', value } : undefined
    case 5:
      return { type: 'null' }
    default:
      return undefined
  }
}

const unsigned = (number: number): number => number >>> 0

function whole(
  type: 'integer' | 'counter' | 'gauge' | 'ticks',
  value: unknown,
  as: (number: number) => number,
): SnmpValue | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? { type, value: as(value) } : undefined
}

/** Copied: what is kept must not keep the whole packet. */
function octets(type: 'octets' | 'opaque', value: unknown): SnmpValue | undefined {
  if (!(value instanceof Uint8Array)) return undefined
  return { type, value: Buffer.from(value.length > MAX_OCTETS ? value.subarray(0, MAX_OCTETS) : value) }
}
