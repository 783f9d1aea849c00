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

/** Offsets from UTC change at quarters of an hour. */
const quarter = 900

/**
 * Days as `DD/MM/YYYY` in the machine's time zone, as the document writes them. Of a thousand packages most were
 * installed within a few minutes: a quarter of an hour is looked up once.
 */
export function localDays(facts: Facts): (epochSeconds: number) => string | undefined {
  const known = new Map<number, string | undefined>()
  return (epochSeconds) => {
    const at = Math.floor(epochSeconds / quarter)
    if (!known.has(at)) {
      const [year, month, day] = localDateTime(facts, epochSeconds)?.slice(0, 10).split('-') ?? []
      known.set(at, day && `${day}/${month}/${year}`)
    }
    return known.get(at)
  }
}
