/** When a target is contacted next. All times in whole seconds; dates in epoch seconds. No clock and no chance but those given. */

/** legacy: evenly over the second half of the period. compat: over its last part, as version 2.6 does. */
export type Jitter = 'legacy' | 'compat'

export interface Chance {
  /** 0 to less than 1. */
  readonly random: () => number
}

/** What decides over a target. */
export interface Period {
  /** Longest time between two contacts. */
  readonly maxDelay: number
  readonly jitter: Jitter
}

/** Longest time between contacts that is believed: a year. */
export const longestDelay = 8760 * 3600
/** Without a word of the server. */
export const usualDelay = 3600
const firstBackOff = 60

const below = (limit: number, { random }: Chance): number => Math.floor(random() * Math.max(0, limit))

/** Evenly over the second half. */
const secondHalf = (delay: number, chance: Chance): number =>
  Math.floor(delay / 2) + below(delay - Math.floor(delay / 2), chance)

/** By how much version 2.6 shortens a period at most. */
function shortening(maxDelay: number): number {
  if (maxDelay < 21_600) return Math.floor(maxDelay / 6)
  return maxDelay <= 86_400 ? 3600 : Math.floor(maxDelay / 24)
}

/** After a run that ended well, or had nothing to do. */
export const afterRun = (now: number, { maxDelay, jitter }: Period, chance: Chance): number =>
  now + (jitter === 'legacy' ? secondHalf(maxDelay, chance) : maxDelay - below(shortening(maxDelay), chance))

/** The first contact of a target, over the second half of `delaytime`. */
export const firstRun = (now: number, delaytime: number, period: Period, chance: Chance): number =>
  delaytime > 0 ? now + secondHalf(delaytime, chance) : afterRun(now, period, chance)

/**
 * Whether a date that was kept can be trusted: one that is overdue by more than a period, or farther away than two of them,
 * comes from a clock that was wrong.
 */
export const isPlausible = (date: number, now: number, maxDelay: number): boolean =>
  date >= now - maxDelay && date <= now + 2 * maxDelay

/**
 * After a failure: 60 seconds, then twice as long each time, up to the period and up to `delaytime` (an hour where that is 0).
 * `failures` counts this one, too.
 */
export function afterFailure(now: number, failures: number, maxDelay: number, delaytime: number): number {
  const cap = Math.min(maxDelay, delaytime > 0 ? delaytime : usualDelay)
  return now + Math.min(firstBackOff * 2 ** Math.min(Math.max(failures, 1) - 1, 30), cap)
}

/** A whole number of seconds in [0, limit), for `--wait`. */
export const waitBelow = (limit: number, chance: Chance): number => below(limit, chance)
