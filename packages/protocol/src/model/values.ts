import { isIpv4, isIpv6 } from './address.ts'
import { clean, cleanLines, squeeze } from './clean.ts'
import type { Field, Kind } from './kinds.ts'
import { isPlaceholder } from './placeholder.ts'

/** A value as the document will have it, perhaps with a remark; or why there is none. */
export type Admitted =
  | { readonly value: string | number; readonly remark?: 'odd-value' }
  | { readonly value?: undefined; readonly reason: 'bad-value' | 'placeholder' | 'empty' }

type Scalar = string | number | boolean
type ScalarKind = Exclude<Kind, 'texts' | 'map' | 'maps'>

const bad = { reason: 'bad-value' } as const
const empty = { reason: 'empty' } as const

const text = (value: Scalar): string =>
  typeof value === 'string' ? clean(value) : typeof value === 'boolean' ? (value ? '1' : '0') : String(value)

/** A whole number that the field allows. */
function within(value: Scalar, [least, most]: readonly [number, number]): Admitted {
  const digits = text(value).trim()
  if (digits === '') return empty
  const number = /^-?\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
  return number >= least && number <= most ? { value: number } : bad
}

/** Whole part of a number that is not negative. Digits beyond 2^53 stay text. */
function int(value: Scalar, { range }: Field): Admitted {
  if (range) return within(value, range)
  if (typeof value === 'number')
    return value >= 0 && Number.isSafeInteger(Math.trunc(value)) ? { value: Math.trunc(value) } : bad
  const digits = text(value).trim()
  if (digits === '') return empty
  if (!/^\d+(\.\d*)?$/.test(digits)) return bad
  const whole = digits.split('.', 1)[0] ?? ''
  return { value: Number.isSafeInteger(Number(whole)) ? Number(whole) : whole.replace(/^0+/, '') }
}

const truth = new Map([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['on', true],
  ['0', false],
  ['false', false],
  ['no', false],
  ['off', false],
])

function flag(value: Scalar, yes: string | number, no: string | number): Admitted {
  const word = text(value).trim().toLowerCase()
  const meaning = truth.get(word)
  if (meaning !== undefined) return { value: meaning ? yes : no }
  return word === '' ? empty : bad
}

/** A text that stays as it is, with a remark where it does not look like one of its kind. */
const shaped =
  (looks: (text: string, field: Field) => boolean) =>
  (value: Scalar, field: Field): Admitted => {
    const line = text(value)
    return line === '' || looks(line, field) ? { value: line } : { value: line, remark: 'odd-value' }
  }

/** A text brought to its one form; what has none is no value. */
const formed =
  (form: (text: string) => string | undefined) =>
  (value: Scalar): Admitted => {
    const line = text(value).trim()
    const value_ = line === '' ? '' : form(line)
    return value_ === undefined ? bad : { value: value_ }
  }

/** 6, 8 or 20 bytes; also with dashes, without separators (`0x` before them or not), or with single digits. */
function mac(found: string): string | undefined {
  const line = found.replace(/^0x/i, '')
  const compact = /^(?:[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{40})$/i.test(line)
  const parts = line.length > 60 ? [] : ((compact ? line.match(/../g) : line.split(/[:-]/)) ?? [])
  if (![6, 8, 20].includes(parts.length) || !parts.every((part) => /^[0-9a-f]{1,2}$/i.test(part))) return undefined
  return parts.map((part) => part.toLowerCase().padStart(2, '0')).join(':')
}

const legal = (line: string, { values = [] }: Field): boolean => {
  const folded = line.toLowerCase()
  return values.some((value) => {
    const known = value.toLowerCase()
    return known.endsWith('*') ? folded.startsWith(known.slice(0, -1)) : folded === known
  })
}

const isoDay = /^\d{4}-\d{2}-\d{2}(?:$|[T ])/
const slashed = /^\d{1,2}\/\d{1,2}\/\d{2,4}(?:$| )/
const isoTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/

const kinds: Readonly<Record<ScalarKind, (value: Scalar, field: Field) => Admitted>> = {
  text: (value) => ({ value: text(value) }),
  lines: (value) => ({ value: typeof value === 'string' ? cleanLines(value) : text(value) }),
  trimmed: (value) => ({ value: squeeze(text(value)) }),
  serial: (value) => {
    const line = text(value)
    return line !== '' && isPlaceholder(line) ? { reason: 'placeholder' } : { value: line }
  },
  int,
  boolean: (value) => flag(value, 1, 0),
  yesno: (value) => flag(value, 'Yes', 'No'),
  date: shaped((line) => isoDay.test(line) || slashed.test(line)),
  usdate: shaped((line) => isoDay.test(line) || slashed.test(line)),
  datetime: shaped((line) => isoTime.test(line) || slashed.test(line)),
  mac: formed(mac),
  ipv4: formed((line) => (isIpv4(line) ? line : undefined)),
  ipv6: formed((line) => {
    const address = line.split('%', 1)[0] ?? ''
    return isIpv6(address) ? address : undefined
  }),
  ip: formed((line) => (isIpv4(line) || isIpv6(line) ? line : undefined)),
  enum: shaped(legal),
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))

/** One scalar, cleaned and brought to the form of its kind. */
export function admitScalar(value: unknown, field: Field & { readonly kind: ScalarKind }): Admitted {
  const scalar = typeof value === 'bigint' ? value.toString() : value
  return isScalar(scalar) ? kinds[field.kind](scalar, field) : bad
}

export const isScalarField = (field: Field): field is Field & { readonly kind: ScalarKind } => field.kind in kinds
