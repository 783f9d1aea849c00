import type { Json } from './case.ts'

/** Where an expected value and ours differ. */
export interface Difference {
  /** Full place: `2/SPEED`. */
  readonly place: string
  /** The place without counts: `SPEED`; `[]` is the number of entries, empty the value as a whole. */
  readonly field: string
  readonly expected: Json | undefined
  readonly got: Json | undefined
}

type Map_ = Readonly<Record<string, Json | undefined>>

export const isMap = (value: unknown): value is Map_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNothing = (value: Json | undefined): value is null | undefined => value === null || value === undefined

/** Numbers compare as text. Truth is 1 and nothing or 0, as in the language of the tests. */
export const asText = (value: Json | undefined): string => (value === true ? '1' : value === false ? '' : String(value))

/** Is it a value that stands for others: `$any`, `$regex`? */
export const isPattern = (value: unknown): boolean => isMap(value) && ('$any' in value || '$regex' in value)

/** Does a value fit a pattern or equal another value? Lists and maps are compared as a whole. */
export const fits = (pattern: Json | undefined, value: Json | undefined): boolean =>
  differences(pattern, value, false).length === 0

/** Every difference; in a `bag` the order of lists is free. */
export function differences(
  expected: Json | undefined,
  got: Json | undefined,
  bag: boolean,
  at: readonly (string | number)[] = [],
): Difference[] {
  const field = at.filter((part) => typeof part === 'string').join('/')
  const differs = [{ place: at.join('/'), field, expected, got }]
  if (isMap(expected) && isPattern(expected)) {
    if (typeof expected.$regex !== 'string') return []
    const flags = typeof expected.$flags === 'string' ? expected.$flags.replace(/[^imsu]/g, '') : ''
    return !isNothing(got) && new RegExp(expected.$regex, flags).test(asText(got)) ? [] : differs
  }
  if (isNothing(expected) || isNothing(got)) return isNothing(expected) && isNothing(got) ? [] : differs
  if (Array.isArray(expected)) return Array.isArray(got) ? lists(expected, got, bag, at) : differs
  if (isMap(expected)) {
    if (!isMap(got)) return differs
    const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])]
    return names.flatMap((name) => differences(expected[name], got[name], bag, [...at, name]))
  }
  return typeof got !== 'object' && asText(expected) === asText(got) ? [] : differs
}

function lists(
  expected: readonly Json[],
  all: readonly Json[],
  bag: boolean,
  at: readonly (string | number)[],
): Difference[] {
  const got = bag ? paired(expected, all) : all
  const found = expected
    .slice(0, got.length)
    .flatMap((item, index) => differences(item, got[index], bag, [...at, index]))
  if (got.length === expected.length) return found
  const field = [...at.filter((part) => typeof part === 'string'), '[]'].join('/')
  return [{ place: [...at, '[]'].join('/'), field, expected: expected.length, got: got.length }, ...found]
}

/** Ours in the order in which they fit best what is expected; those that fit nothing come last. */
function paired(expected: readonly Json[], all: readonly Json[]): readonly Json[] {
  const rest = [...all]
  const chosen = expected.map((item) => {
    const counts = rest.map((one) => differences(item, one, true).length)
    const best = counts.indexOf(Math.min(...counts))
    return best < 0 ? undefined : rest.splice(best, 1)[0]
  })
  return [...chosen.filter((one) => one !== undefined), ...rest]
}
