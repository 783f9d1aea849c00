import { type Schema, schema } from '@fusioninventory/protocol'
import type { Case, Json } from './case.ts'
import { isMap, isPattern } from './compare.ts'

const sections: Schema = schema

/**
 * A `section` case with its expected values as a section has them. A list section is a list: entries that the step keeps
 * by a name of its own are a bag, an entry alone is one of one.
 */
export function shaped(test: Case): Case {
  if (test.level !== 'section') return test
  const section = sectionOf(test)
  if (section === undefined || !sections[section]?.many) return section === undefined ? test : { ...test, section }
  const { expected, expected_fusion: older } = test
  return {
    ...test,
    section,
    expected: listOf(expected),
    ...(older !== undefined && { expected_fusion: listOf(older) }),
    ...(isNamed(expected) && { compare: 'bag' }),
  }
}

/** A step that gives the reference to a list has it within a list of one. */
const listOf = (value: Json): Json => {
  if (value === null) return []
  if (Array.isArray(value) && value.length === 1 && Array.isArray(value[0])) return value[0] as Json
  return isNamed(value) ? Object.values(value) : isMap(value) && !isPattern(value) ? [value as Json] : value
}

const isNamed = (value: Json): value is { readonly [name: string]: Json } =>
  isMap(value) && !isPattern(value) && Object.values(value).length > 0 && Object.values(value).every(isMap)

/**
 * The section that is named, which is only a guide: where it has none of the fields HARDWARE, if that has them; where it
 * holds one entry and a list is expected, the list that has them all.
 */
function sectionOf({ section, expected }: Case): string | undefined {
  if (section !== undefined && sections[section]?.many === false && Array.isArray(expected)) {
    const fields = new Set(expected.flatMap((entry) => (isMap(entry) ? Object.keys(entry) : [])))
    const fitting = Object.entries(sections).find(
      ([, { many, fields: known }]) => many && [...fields].every((field) => Object.hasOwn(known, field)),
    )
    return fitting?.[0] ?? section
  }
  const names = isMap(expected) && !isNamed(expected as Json) ? Object.keys(expected) : []
  const has = (name: string): boolean =>
    names.length === 0 || names.some((field) => Object.hasOwn(sections[name]?.fields ?? {}, field))
  return section !== undefined && !has(section) && has('HARDWARE') ? 'HARDWARE' : section
}

/**
 * Cases of a unit whose result is said to go to a section tell where the others of it go: those that expect nothing name
 * none. Where no case of a unit names one, those of the same step of another product do.
 */
export function sectionsByUnit(cases: readonly Case[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  const steps = new Map<string, Set<string>>()
  for (const { level, unit, section } of cases) {
    if (level !== 'section' || section === undefined) continue
    named.set(unit, section)
    steps.set(stepOf(unit), (steps.get(stepOf(unit)) ?? new Set()).add(section))
  }
  for (const { unit } of cases) {
    const [section, ...others] = steps.get(stepOf(unit)) ?? []
    if (section !== undefined && others.length === 0 && !named.has(unit)) named.set(unit, section)
  }
  return named
}

/** `Generic.Databases.MySQL._getDatabaseService` is the step of that name for databases. */
const stepOf = (unit: string): string => unit.replace(/[^.]+(?=\.[^.]+$)/, '')

/** The fields that any case of a unit speaks of: what another step puts into the same section is not its business. */
export function fieldsByUnit(cases: readonly Case[]): ReadonlyMap<string, ReadonlySet<string>> {
  const fields = new Map<string, Set<string>>()
  for (const test of cases) {
    const { unit, expected, expected_fusion } = shaped(test)
    const known = fields.get(unit) ?? new Set()
    fields.set(unit, known)
    for (const value of [expected, expected_fusion])
      for (const entry of Array.isArray(value) ? value : [value])
        if (isMap(entry)) for (const name of Object.keys(entry)) known.add(name)
  }
  return fields
}

/** A result with those fields only. */
export function only(value: Json | undefined, fields: ReadonlySet<string> | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((entry) => only(entry, fields) ?? null)
  if (!isMap(value) || !fields) return value
  const kept = Object.entries(value).filter(([name, found]) => fields.has(name) && found !== undefined)
  return Object.fromEntries(kept) as Json
}
