import type { Case, Json } from './case.ts'
import { cleaned } from './clean.ts'
import { asText, type Difference, differences, fits, isMap } from './compare.ts'

/**
 * A field (`*`: any) where the specification says otherwise than the corpus: of the values that fit `from`, `to` is
 * right. Beside
 * values and the patterns of the corpus, `to` may be made of what is expected: `{"$lower": true}`, or `{"$part": REGEX}`
 * for its first group.
 */
export interface Fix {
  readonly unit: string
  readonly field: string
  readonly from: Json
  readonly to: Json
  /** Page and section that say so. */
  readonly spec: string
}

/**
 * A difference that stays, and why. Without `field` it is any, without the others in any case of the unit. Cases of the
 * same kind are told by `origin` and `input`, so that they are found in another corpus too; `ids` is the last resort.
 */
export interface Excuse {
  readonly unit: string
  readonly field?: string
  readonly ids?: readonly string[]
  /** Whose expected values they are. */
  readonly origin?: string
  /** A pattern for what the case's command prints or its file holds, line by line. */
  readonly input?: string
  readonly reason: string
}

export type Status = 'passed' | 'fixed' | 'excused' | 'failed'
export interface Verdict {
  readonly status: Status
  /** What differs and is neither fixed nor excused. */
  readonly open: readonly Difference[]
}

export interface Rules {
  readonly fixes: readonly Fix[]
  readonly excuses: readonly Excuse[]
}

/** Holds a result against what is expected; `input` gives the text of the case. */
export function judge(
  test: Case,
  got: Json | undefined,
  { fixes, excuses }: Rules,
  input: () => string = () => '',
): Verdict {
  const found = unexpected(test, got)
  if (found.length === 0) return { status: 'passed', open: [] }
  const unfixed = found.filter(
    ({ field, expected, got: value }) =>
      !fixes.some(
        (fix) =>
          fix.unit === test.unit &&
          (fix.field === '*' || fix.field === field) &&
          fits(fix.from, expected) &&
          becomes(fix.to, expected, value),
      ),
  )
  if (unfixed.length === 0) return { status: 'fixed', open: [] }
  const open = unfixed.filter(({ field }) => !excuses.some((excuse) => excused(excuse, test, field, input)))
  return { status: open.length === 0 ? 'excused' : 'failed', open }
}

/** Is it the value that should be there instead of the expected one? */
function becomes(to: Json, expected: Json | undefined, value: Json | undefined): boolean {
  if (!isMap(to)) return fits(to, value)
  if ('$lower' in to) return asText(expected).toLowerCase() === value
  if (typeof to.$part === 'string') return new RegExp(to.$part).exec(asText(expected))?.[1] === value
  return fits(to, value)
}

const excused = (excuse: Excuse, test: Case, field: string, input: () => string): boolean =>
  excuse.unit === test.unit &&
  (excuse.field === undefined || excuse.field === field) &&
  (excuse.ids === undefined || excuse.ids.includes(test.id)) &&
  (excuse.origin === undefined || excuse.origin === test.origin) &&
  (excuse.input === undefined || new RegExp(excuse.input, 'm').test(input()))

/** Differences from the expected value; what the older of the two agents expects is as good, field by field. */
function unexpected(test: Case, got: Json | undefined): readonly Difference[] {
  const bag = test.compare === 'bag'
  const clean = (value: Json): Json => (test.level === 'section' && test.section ? cleaned(test.section, value) : value)
  const found = differences(clean(test.expected), got, bag)
  if (found.length === 0 || test.expected_fusion === undefined) return found
  const older = clean(test.expected_fusion)
  // Working fields only: nothing of it would reach an inventory.
  if (isMap(older) && Object.keys(older).length === 0) return found
  const places = new Set(differences(older, got, bag).map(({ place }) => place))
  return found.filter(({ place }) => places.has(place))
}
