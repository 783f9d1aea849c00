/** Steps into JSON that others wrote: nothing of it is taken for granted. */

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One document, or one a line (`--format json` of several tools). */
export function parseJsonRows(text: string | undefined): readonly unknown[] {
  const whole = parseJson(text)
  if (whole !== undefined && whole !== null) return Array.isArray(whole) ? whole : [whole]
  return (text ?? '')
    .split('\n', 100_000)
    .filter((line) => line.startsWith('{'))
    .map(parseJson)
    .filter((row) => row !== undefined)
}

/** The value at a path of own keys. */
export function get(value: unknown, ...keys: readonly string[]): unknown {
  let found = value
  for (const key of keys) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Readonly<Record<string, unknown>>)[key]
  }
  return found
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The values of an object, with their keys. */
export const pairs = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []

/** A text that says something; numbers are written out. */
export const string = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : undefined
