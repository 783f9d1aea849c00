import { isBelow, oidOf } from '../oid.ts'
import { MAX_OCTETS, type Oid, type SnmpValue } from '../port.ts'
import { physicalAddresses, times } from './mib-names.ts'
import { oidOfPrinted } from './walk-name.ts'

/** What stands where a device has no value. */
const absent = /^(No Such (Object|Instance)\b|No more variables left|End of MIB)/

/**
 * A value as snmpwalk prints it, `TYPE: value`; without type (its quick styles) the type is what the text looks like.
 * `lines` are those of one record, the first one without what stands before the value. Undefined: no value.
 */
export function valueOfPrinted(oid: Oid, lines: readonly string[]): SnmpValue | undefined {
  const first = (lines[0] ?? '').replace(/^Wrong Type \(should be [^)]*\): /, '')
  if (absent.test(first)) return undefined
  const [, type, rest = ''] = /^([A-Za-z][A-Za-z0-9-]*(?: [A-Z][a-z]+)?):(?: (.*)|)$/s.exec(first) ?? []
  const read = type === undefined ? undefined : types[type.toLowerCase()]
  return read === undefined ? untyped(oid, [first, ...lines.slice(1)]) : read(rest, lines.slice(1), oid)
}

type Read = (text: string, more: readonly string[], oid: Oid) => SnmpValue | undefined

/** By what net-snmp writes before the colon; units or a name may stand around the number. */
const types: Readonly<Record<string, Read>> = {
  string: (text, more, oid) => octets(physicalAddress(oid, text) ?? textOf([text, ...more])),
  'hex-string': (text, more) => octets(hexOf([text, ...more])),
  bits: (text, more) => octets(hexOf([text, ...more])),
  integer: (text) => number('integer', text, -0x8000_0000, 0xffff_ffff),
  integer32: (text) => number('integer', text, -0x8000_0000, 0xffff_ffff),
  counter32: (text) => number('counter', text, 0, 0xffff_ffff),
  gauge32: (text) => number('gauge', text, 0, 0xffff_ffff),
  unsigned32: (text) => number('gauge', text, 0, 0xffff_ffff),
  uinteger32: (text) => number('gauge', text, 0, 0xffff_ffff),
  timeticks: (text) => ticks(text),
  counter64: (text) => counter64(text),
  oid: (text) => {
    const value = oidOfPrinted(text.trim())
    return value === undefined ? undefined : { type: 'oid', value }
  },
  ipaddress: (text) => address(text),
  'network address': (text) => address([...hexOf([text])].join('.')),
  opaque: (text, more, oid) => opaque(text, more, oid),
  // Which of net-snmp's opaque types it is stands before the number, with or without `Opaque: `.
  float: (text) => float(text, 4),
  double: (text) => float(text, 8),
  null: () => ({ type: 'null' }),
}

const octets = (bytes: Uint8Array): SnmpValue => ({ type: 'octets', value: bytes.subarray(0, MAX_OCTETS) })

/** Text between quotes that net-snmp put there, over all lines up to the last closing one; bare where a hint formed it. */
function textOf(lines: readonly string[]): Uint8Array {
  if (!lines[0]?.startsWith('"')) return Buffer.from(withoutBlankEnd(lines).join('\n'))
  const end = lines.findLastIndex((line, at) => (at > 0 || line.length > 1) && line.endsWith('"'))
  const text = (end < 0 ? withoutBlankEnd(lines) : lines.slice(0, end + 1)).join('\n')
  return Buffer.from((end < 0 ? text.slice(1) : text.slice(1, -1)).replace(/\\(["\\])/g, '$1'))
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
}

/** Pairs of hex digits, up to what is none: text beside them in brackets, names of bits. */
function hexOf(lines: readonly string[]): Uint8Array {
  const bytes: number[] = []
  for (const line of lines) {
    const [pairs = ''] = /^\s*(?:[0-9A-Fa-f]{2}(?:[ :]+|$))*/.exec(line) ?? []
    for (const [pair] of pairs.matchAll(/[0-9A-Fa-f]{2}/g)) bytes.push(Number.parseInt(pair, 16))
    if (bytes.length >= MAX_OCTETS) break
  }
  return Uint8Array.from(bytes)
}

function physicalAddress(oid: Oid, text: string): Uint8Array | undefined {
  if (!/^[0-9a-f]{1,2}(:[0-9a-f]{1,2})+$/i.test(text) || !physicalAddresses.some((root) => isBelow(oid, root)))
    return undefined
  return Uint8Array.from(text.split(':'), (part) => Number.parseInt(part, 16))
}

function number(
  type: 'integer' | 'counter' | 'gauge' | 'ticks',
  text: string,
  least: number,
  most: number,
): SnmpValue | undefined {
  const [, named, plain] = /\((-?\d{1,15})\)\s*$|^\s*(-?\d{1,15})(?![\d.])/.exec(text) ?? []
  const value = Number(named ?? plain ?? Number.NaN)
  return value >= least && value <= most ? { type, value } : undefined
}

function counter64(text: string): SnmpValue | undefined {
  const [, digits] = /^\s*(\d{1,20})\b/.exec(text) ?? []
  return digits === undefined ? undefined : { type: 'counter64', value: BigInt.asUintN(64, BigInt(digits)) }
}

/** `(23829819) 2 days, 18:11:38.19`, `2:18:11:38.19` or the bare number. */
function ticks(text: string): SnmpValue | undefined {
  const [, inside] = /^\s*\((\d{1,10})\)/.exec(text) ?? []
  const [, days, hours, minutes, seconds, hundredths] = /^\s*(\d+):(\d+):(\d+):(\d+)\.(\d\d)\s*$/.exec(text) ?? []
  if (inside === undefined && days !== undefined) {
    const minute = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes)
    const value = (minute * 60 + Number(seconds)) * 100 + Number(hundredths)
    return value <= 0xffff_ffff ? { type: 'ticks', value } : undefined
  }
  return number('ticks', inside ?? text, 0, 0xffff_ffff)
}

function address(text: string): SnmpValue | undefined {
  const parts = text.trim().split('.')
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  return valid ? { type: 'address', value: parts.map(Number).join('.') } : undefined
}

function opaque(text: string, more: readonly string[], oid: Oid): SnmpValue | undefined {
  const [, type = '', rest = ''] = /^(Float|Double|Int64|UInt64|Counter64|IpAddress): (.*)$/.exec(text) ?? []
  if (type === 'Float' || type === 'Double') return float(rest, type === 'Float' ? 4 : 8)
  if (type !== '') return types[type.toLowerCase()]?.(rest, more, oid) ?? counter64(rest)
  return { type: 'opaque', value: hexOf([text, ...more]).subarray(0, MAX_OCTETS) }
}

/** The bytes that net-snmp wraps into Opaque: 9f, 78 (float) or 79 (double), length, IEEE 754. */
function float(text: string, length: 4 | 8): SnmpValue | undefined {
  const value = Number.parseFloat(text)
  if (Number.isNaN(value)) return undefined
  const bytes = new DataView(new ArrayBuffer(3 + length))
  bytes.setUint8(0, 0x9f)
  bytes.setUint8(1, length === 4 ? 0x78 : 0x79)
  bytes.setUint8(2, length)
  if (length === 4) bytes.setFloat32(3, value)
  else bytes.setFloat64(3, value)
  return { type: 'opaque', value: new Uint8Array(bytes.buffer) }
}

/** Styles without types (`-Oq`, `-OQ`, `-Ot`): numbers, OIDs, addresses, times and hex are told by their look. */
function untyped(oid: Oid, lines: readonly string[]): SnmpValue | undefined {
  const text = lines[0] ?? ''
  if (text.startsWith('"')) {
    const bytes = textOf(lines)
    // Quick styles print what is no text as "00 1B 21 ".
    return octets(/^"([0-9A-F]{2} )+"?$/.test(text) ? hexOf(lines.map((line) => line.replace(/"/g, ''))) : bytes)
  }
  if (times.some((root) => isBelow(oid, root))) return ticks(text) ?? octets(textOf(lines))
  if (/^-?\d{1,10}$/.test(text)) return number('integer', text, -0x8000_0000, 0xffff_ffff)
  if (/^\d{11,20}$/.test(text)) return counter64(text)
  if (/^\d+:\d+:\d\d:\d\d\.\d\d$/.test(text)) return ticks(text)
  if (/^\.\d+(\.\d+)+$/.test(text)) return { type: 'oid', value: oidOf(text) ?? '0.0' }
  return address(text) ?? objectOf(text) ?? octets(physicalAddress(oid, text) ?? textOf(lines))
}

function objectOf(text: string): SnmpValue | undefined {
  const value = /^(iso\.|[\w-]+::)[\w.-]+$/.test(text) ? oidOfPrinted(text) : undefined
  return value === undefined ? undefined : { type: 'oid', value }
}
