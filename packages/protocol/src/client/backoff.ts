/** Waits between repetitions of a message. */

/** A Retry-After of more than this is not waited for within one run. */
export const longestWait = 300_000
const first = 1000
const longestOwn = 60_000

/** Days, months and GMT in the order of RFC 9110 section 5.6.7, or the two obsolete forms. */
const httpDate = /^(?:[A-Z][a-z]{2}, |[A-Z][a-z]{5,8}, |[A-Z][a-z]{2} [A-Z][a-z]{2} )/

/** Retry-After (RFC 9110 section 10.2.3), seconds or a date, in milliseconds from now; undefined for anything else. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  // However many digits: far away is far away.
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER)
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/**
 * Before the repetition of this number (from 0): 1, 2, 4 seconds and so on, at most 60, of which between half and all is
 * waited, so that clients of a server that comes back do not come all at once. `random` gives numbers in [0, 1).
 */
export const backoff = (attempt: number, random: () => number): number =>
  Math.round(Math.min(first * 2 ** attempt, longestOwn) * (0.5 + random() / 2))
