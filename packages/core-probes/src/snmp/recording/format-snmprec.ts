import { compareOids } from '../oid.ts'
import type { SnmpValue, Values } from '../port.ts'

/** The text of a `.snmprec` file, sorted: what `parseSnmprec` reads. */
export function formatSnmprec(values: Values): string {
  const oids = [...values.keys()].sort(compareOids)
  return oids.map((oid) => `${oid}|${told(values.get(oid) as SnmpValue)}\n`).join('')
}

/** BER tags: X.690 §8, RFC 2578 §7.1. */
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
} as const

/** Octets in clear only where nothing of them can be lost. */
function told(value: SnmpValue): string {
  const tag = tags[value.type]
  if (value.type === 'null') return `${tag}|`
  if (value.type !== 'octets' && value.type !== 'opaque') return `${tag}|${value.value}`
  const bytes = Buffer.from(value.value)
  const text = bytes.toString('latin1')
  return /^(?! )[ -~]*(?<! )$/.test(text) ? `${tag}|${text}` : `${tag}x|${bytes.toString('hex')}`
}
