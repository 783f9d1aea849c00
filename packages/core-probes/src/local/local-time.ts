import type { Facts } from '../host/port.ts'

/** The last instant that a Date can tell, in epoch milliseconds. */
const lastMs = 8.64e15

/** `YYYY-MM-DD HH:MM:SS` in the machine's time zone; undefined for what no clock can show. */
export function localDateTime(facts: Facts, epochSeconds: number): string | undefined {
  const ms = epochSeconds * 1000
  if (!(Math.abs(ms) < lastMs)) return undefined
  const local = new Date(ms + facts.utcOffset(ms) * 60_000)
  const year = local.getUTCFullYear()
  return year >= 0 && year <= 9999 ? local.toISOString().slice(0, 19).replace('T', ' ') : undefined
}

/** `DD/MM/YYYY` in the machine's time zone, as the document writes days. */
export function localDay(facts: Facts, epochSeconds: number): string | undefined {
  const [year, month, day] = localDateTime(facts, epochSeconds)?.slice(0, 10).split('-') ?? []
  return day && `${day}/${month}/${year}`
}
