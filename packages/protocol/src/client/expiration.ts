import type { Said } from './answer.ts'
import { textOf } from './reply-map.ts'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** A year, the longest time between contacts. */
const longestPeriod = 8760 * 3600

/**
 * Seconds that a server means: a number or digits are hours, a suffix s, m, h or d names another unit.
 * undefined for anything else, for 0 and for more than a year.
 */
export function secondsOf(expiration: unknown): number | undefined {
  const text = typeof expiration === 'number' ? String(expiration) : expiration
  if (typeof text !== 'string' || text.length > 40) return undefined
  const [, digits, unit = 'h'] = /^\s*(\d{1,9}(?:\.\d{1,9})?)\s*([smhd])?\s*$/i.exec(text) ?? []
  const seconds = Number(digits) * (units[unit.toLowerCase()] ?? Number.NaN)
  return seconds > 0 && seconds <= longestPeriod ? seconds : undefined
}

/** Where an answer has it: a member, or an element of GLPI's REPLY. */
export const expirationOf = (said: Said | undefined): unknown =>
  said?.kind === 'json' ? said.json.expiration : said && textOf(said.reply.map, 'expiration')
