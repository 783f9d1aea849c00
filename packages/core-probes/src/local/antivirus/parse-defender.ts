/** What `mdatp health` tells; undefined is "not told". */
interface Health {
  readonly version: string | undefined
  readonly definitions: string | undefined
  readonly enabled: boolean
  readonly upToDate: boolean
  /** Epoch milliseconds. */
  readonly updatedMs: number | undefined
  readonly expiresMs: number | undefined
}

/**
 * `mdatp health --output json`. Settings come as a value or, where somebody may manage them, as `{value: ...}`; states as
 * a word or as `{"$type": word}`. Undefined where it is no such thing, or not healthy: then nothing else in it is true.
 */
export function parseDefenderHealth(text: string): Health | undefined {
  const health = parsed(text)
  if (!isMap(health) || settingOf(health.healthy) !== true) return undefined
  return {
    version: word(health.appVersion),
    definitions: word(health.definitionsVersion),
    enabled: settingOf(health.realTimeProtectionEnabled) === true,
    upToDate: /^up_?to_?date$/i.test(word(stateOf(health.definitionsStatus)) ?? ''),
    updatedMs: number(health.definitionsUpdated),
    expiresMs: number(health.productExpiration),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const settingOf = (value: unknown): unknown => (isMap(value) ? value.value : value)
const stateOf = (value: unknown): unknown => (isMap(value) ? value.$type : value)
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const number = (value: unknown): number | undefined => {
  const ms = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}
