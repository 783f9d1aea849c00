import { isIpv4 } from '../model/address.ts'
import { clean, cleanLines } from '../model/clean.ts'
import type { Field, Kind } from '../model/kinds.ts'

export type JsonScalar = string | number | boolean
type Scalar = string | number | boolean
type ScalarKind = Exclude<Kind, 'texts' | 'map' | 'maps'>

const text = (value: Scalar): string => clean(String(value))

/** Integers beyond 2^53 have no exact form that every reader of JSON keeps. */
function integer(value: Scalar, { range: [least, most] = [0, Number.MAX_SAFE_INTEGER] }: Field): number | undefined {
  const number = typeof value === 'number' ? value : /^-?\d+$/.test(text(value)) ? Number(text(value)) : Number.NaN
  return Number.isSafeInteger(number) && number >= least && number <= most ? number : undefined
}

const truth: Readonly<Record<string, boolean>> = { 1: true, yes: true, true: true, 0: false, no: false, false: false }

const pad = (part: string): string => part.padStart(2, '0')

/** A day that the calendar has, as YYYY-MM-DD. */
function dayOf(year: string, month: string, day: string): string | undefined {
  const full = year.length === 2 ? `${Number(year) > 90 ? '19' : '20'}${year}` : year
  const iso = `${full}-${pad(month)}-${pad(day)}`
  if (!/^(?:19|2\d)\d\d-\d\d-\d\d$/.test(iso)) return undefined
  const date = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? undefined : iso
}

/** Which of two numbers with a slash between them is the day where both orders are possible. */
type Order = 'day first' | 'month first'

function day(value: string, order: Order): string | undefined {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T ])/.exec(value) ?? []
  if (year !== '') return dayOf(year, month, date)
  const [, one = '', two = '', last = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?:$| )/.exec(value) ?? []
  if (last === '') return undefined
  return order === 'day first'
    ? (dayOf(last, two, one) ?? dayOf(last, one, two))
    : (dayOf(last, one, two) ?? dayOf(last, two, one))
}

/** `YYYY-MM-DD HH:MM:SS`; a day alone begins at midnight. */
function moment(value: string): string | undefined {
  const date = day(value, 'day first')
  if (date === undefined) return undefined
  const [, hour = '00', minute = '00', second = '00'] =
    /^\S{8,10}[T ](\d\d):(\d\d)(?::(\d\d))?(?:$|[^\d:])/.exec(value) ?? []
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
    ? `${date} ${hour}:${minute}:${second}`
    : undefined
}

function known(value: string, { values = [], jsonCase }: Field): string | undefined {
  const folded = value.toLowerCase()
  for (const legal of values) {
    const prefix = legal.endsWith('*') ? legal.slice(0, -1).toLowerCase() : undefined
    if (prefix === undefined ? legal.toLowerCase() === folded : folded.startsWith(prefix))
      return inCase(prefix === undefined ? legal : value, jsonCase)
  }
  return undefined
}

const inCase = (value: string, letters: Field['jsonCase']): string =>
  letters === 'lower' ? value.toLowerCase() : letters === 'upper' ? value.toUpperCase() : value

function string(value: Scalar, { jsonCase, jsonPattern }: Field): string | undefined {
  const line = inCase(text(value), jsonCase)
  return jsonPattern === undefined || new RegExp(jsonPattern).test(line) ? line : undefined
}

const forms: Readonly<Record<ScalarKind, (value: Scalar, field: Field) => JsonScalar | undefined>> = {
  text: string,
  trimmed: string,
  lines: (value) => cleanLines(String(value)),
  serial: string,
  int: integer,
  // Words of its own in XML (`iLO`) say yes.
  boolean: (value, { kind }) =>
    truth[text(value).toLowerCase()] ?? (kind === 'text' && value !== '' ? true : undefined),
  yesno: (value) => truth[text(value).toLowerCase()],
  date: (value) => day(text(value), 'day first'),
  usdate: (value) => day(text(value), 'month first'),
  datetime: (value) => moment(text(value)),
  mac: string,
  ipv4: (value) => (isIpv4(text(value)) ? text(value) : undefined),
  ipv6: string,
  ip: string,
  enum: (value, field) => known(text(value), field),
}

/** An admitted scalar as the JSON inventory has it; undefined where it has no such value. */
export const jsonScalar = (value: Scalar, field: Field): JsonScalar | undefined =>
  forms[(field.jsonKind ?? field.kind) as ScalarKind](value, field)
