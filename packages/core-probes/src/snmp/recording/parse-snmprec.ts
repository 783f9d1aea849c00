import { oidOf } from '../oid.ts'
import { MAX_OCTETS, type Oid, type SnmpValue } from '../port.ts'

/**
 * A `.snmprec` recording (the format of snmpsim): one instance a line, `OID|TAG|VALUE`. TAG is the BER tag in decimal, with
 * `x` when VALUE is in hex and `e` when it has escapes; of values that a module of snmpsim makes up (`2:numeric`) the one that
 * they begin with is taken. Lines that are none are skipped.
 */
export function parseSnmprec(text: string): Map<Oid, SnmpValue> {
  const values = new Map<Oid, SnmpValue>()
  for (const line of text.split('\n')) {
    const [first, second] = [line.indexOf('|'), line.indexOf('|', line.indexOf('|') + 1)]
    if (first <= 0 || second < 0) continue
    const oid = oidOf(line.slice(0, first))
    const value = snmpValue(line.slice(first + 1, second), line.slice(second + 1).replace(/\r$/, ''))
    if (oid !== undefined && value !== undefined) values.set(oid, value)
  }
  return values
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' }

/** Text as the other variations write it. */
function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_, hex: string | undefined, one: string) =>
    hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** Tags: X.690 §8 for the universal ones, RFC 2578 §7.1 (SNMPv2-SMI) for the application ones. */
function snmpValue(tag: string, written: string): SnmpValue | undefined {
  const [, digits = '', form, module] = /^(\d+)([xe]?)(?::(\w+))?$/.exec(tag) ?? []
  const begins = module === undefined ? written : /(?:^|,)(?:initial|value)=([^,]*)/.exec(written)?.[1]
  if (begins === undefined) return undefined
  const hex = form === 'x'
  const text = form === 'e' ? unescaped(begins) : begins
  switch (Number(digits)) {
    case 2:
      return number('integer', text, -0x8000_0000, 0xffff_ffff)
    case 4:
      return { type: 'octets', value: octets(text, hex) }
    case 5:
      return { type: 'null' }
    case 6: {
      const oid = oidOf(text)
      return oid === undefined ? undefined : { type: 'oid', value: oid }
    }
    case 64:
      return address(text, hex)
    case 65:
      return number('counter', text, 0, 0xffff_ffff)
    case 66:
      return number('gauge', text, 0, 0xffff_ffff)
    case 67:
      return number('ticks', text, 0, 0xffff_ffff)
    case 68:
      return { type: 'opaque', value: octets(text, hex) }
    case 70:
      return /^\d{1,20}$/.test(text) ? { type: 'counter64', value: BigInt.asUintN(64, BigInt(text)) } : undefined
    default:
      return undefined
  }
}

function number(
  type: 'integer' | 'counter' | 'gauge' | 'ticks',
  text: string,
  least: number,
  most: number,
): SnmpValue | undefined {
  const value = /^\s*-?\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? { type, value } : undefined
}

function octets(text: string, hex: boolean): Uint8Array {
  const bytes = Buffer.from(text, hex ? 'hex' : 'utf8')
  return bytes.subarray(0, MAX_OCTETS)
}

function address(text: string, hex: boolean): SnmpValue | undefined {
  const value = hex ? [...Buffer.from(text, 'hex')].join('.') : text
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(value) ? { type: 'address', value } : undefined
}
