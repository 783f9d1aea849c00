import type { Oid, SnmpValue } from '@fusioninventory/core-probes/snmp'

/** BER tags (X.690 §8, RFC 2578 §7.1). */
const tags = {
  integer: 2,
  octets: 4,
  null: 5,
  oid: 6,
  address: 64,
  counter: 65,
  gauge: 66,
  ticks: 67,
  opaque: 68,
  counter64: 70,
} as const satisfies Record<SnmpValue['type'], number>

const printable = /^(?! )[\x20-\x7e]+(?<! )$/

/** The text of a `.snmprec` recording: an instance a line, in the order of OIDs; octets in hex where they are no plain text. */
export function formatSnmprec(values: ReadonlyMap<Oid, SnmpValue>): string {
  return [...values.keys()]
    .map((oid) => ({ oid, arcs: oid.split('.').map(Number) }))
    .sort((a, b) => compare(a.arcs, b.arcs))
    .map(({ oid }) => lineOf(oid, values.get(oid) ?? { type: 'null' }))
    .join('')
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return (a[at] ?? 0) - (b[at] ?? 0)
  return a.length - b.length
}

function lineOf(oid: Oid, value: SnmpValue): string {
  const tag = tags[value.type]
  if (value.type === 'null') return `${oid}|${tag}|\n`
  if (value.type !== 'octets' && value.type !== 'opaque') return `${oid}|${tag}|${value.value}\n`
  const bytes = Buffer.from(value.value)
  const text = bytes.toString('latin1')
  return value.type === 'octets' && printable.test(text)
    ? `${oid}|${tag}|${text}\n`
    : `${oid}|${tag}x|${bytes.toString('hex')}\n`
}
