import { type JsonScalar, jsonScalar } from '../json/values.ts'
import type { Field, Fields, Kind, Schema, Section } from '../model/kinds.ts'
import { type Content, schema } from '../model/table.ts'
import { identitiesOf } from './identity.ts'

export type Entry = Readonly<Record<string, unknown>>

/** A value before and after; undefined where there was or is none. */
export interface Change {
  readonly field: string
  readonly from?: unknown
  readonly to?: unknown
  /** The model says that it differs from run to run. */
  readonly volatile?: true
}

interface ChangedEntry {
  /** What the entry was recognised by; {} in a section of one entry. */
  readonly identity: Entry
  readonly changes: readonly Change[]
}

export interface SectionDifference {
  readonly section: string
  readonly added: readonly Entry[]
  readonly removed: readonly Entry[]
  readonly changed: readonly ChangedEntry[]
}

interface Pair {
  readonly from: Entry
  readonly to: Entry
  readonly by: readonly string[]
}

/** What changed between two inventories of a machine, section by section in the order of names. Content should have been admitted. */
export const compare = (before: Content, after: Content): readonly SectionDifference[] =>
  compareBy(schema, before, after)

/** The same by any model. */
export function compareBy(model: Schema, before: Entry, after: Entry): readonly SectionDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name) => {
    const difference = sectionDifference(model, name, before[name], after[name])
    return difference.added.length + difference.removed.length + difference.changed.length > 0 ? [difference] : []
  })
}

function sectionDifference(model: Schema, section: string, before: unknown, after: unknown): SectionDifference {
  const known = Object.hasOwn(model, section) ? model[section] : undefined
  const [from, to] = [entriesOf(before), entriesOf(after)]
  const fields = fieldsOf(known, [...from, ...to])
  const identities = identitiesOf(section, model)
  const { pairs, added, removed } = known && !known.many ? single(from, to) : matched(identities, from, to, fields)
  const changed = pairs.flatMap((pair): readonly ChangedEntry[] => {
    const changes = changesOf(pair, fields)
    if (changes.length === 0) return []
    return [{ identity: Object.fromEntries(pair.by.map((name) => [name, pair.to[name]])), changes }]
  })
  return { section, added, removed, changed }
}

/** Fields of the model, and those that the section allows besides. */
function fieldsOf(section: Section | undefined, entries: readonly Entry[]): Fields {
  const { fields = {}, others } = section ?? {}
  if (!others) return fields
  const names = entries.flatMap(Object.keys).filter((name) => !Object.hasOwn(fields, name))
  return { ...fields, ...Object.fromEntries(names.map((name) => [name, others])) }
}

/** A text, alone or in a list, is an entry of one value without a name. */
function entriesOf(value: unknown): readonly Entry[] {
  if (value === undefined) return []
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  return items.map((item) => (typeof item === 'object' && item !== null ? (item as Entry) : { '': item }))
}

interface Matching {
  readonly pairs: readonly Pair[]
  readonly added: readonly Entry[]
  readonly removed: readonly Entry[]
}

function single([from]: readonly Entry[], [to]: readonly Entry[]): Matching {
  if (from && to) return { pairs: [{ from, to, by: [] }], added: [], removed: [] }
  return { pairs: [], added: to ? [to] : [], removed: from ? [from] : [] }
}

/** Equal entries first, then by each identity in turn; of several with the same one the first with the first. */
function matched(
  identities: readonly (readonly string[])[],
  before: readonly Entry[],
  after: readonly Entry[],
  fields: Fields,
): Matching {
  const pairs: Pair[] = []
  const stable = Object.keys(fields).filter((name) => !fields[name]?.volatile)
  const equal = (entry: Entry): string => canonical(entry, stable.length > 0 ? fields : {})
  let left = { before, after }
  const pass = (keyOf: (entry: Entry) => string | undefined, by: readonly string[]): void => {
    const waiting = new Map<string, Entry[]>()
    for (const entry of left.before) {
      const key = keyOf(entry)
      if (key === undefined) continue
      const same = waiting.get(key)
      if (same) same.push(entry)
      else waiting.set(key, [entry])
    }
    for (const same of waiting.values()) same.reverse()
    const found = new Set<Entry>()
    for (const to of left.after) {
      const key = keyOf(to)
      const from = key === undefined ? undefined : waiting.get(key)?.pop()
      if (!from) continue
      pairs.push({ from, to, by })
      found.add(from).add(to)
    }
    const rest = (entries: readonly Entry[]) => entries.filter((entry) => !found.has(entry))
    left = { before: rest(left.before), after: rest(left.after) }
  }
  pass(equal, identities[0] ?? [])
  for (const identity of identities) pass((entry) => tuple(entry, identity), identity)
  return { pairs, added: left.after, removed: left.before }
}

const tuple = (entry: Entry, names: readonly string[]): string | undefined => {
  const values = names.map((name) => entry[name])
  return values.every((value) => value !== undefined && value !== '')
    ? JSON.stringify(values.map(comparable))
    : undefined
}

/** The entry without what differs from run to run. */
const canonical = (entry: Entry, fields: Fields): string =>
  comparable(Object.fromEntries(Object.entries(entry).filter(([name]) => !fields[name]?.volatile)))

/** Numbers and digits are the same, the order of names says nothing. */
const comparable = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(value, (_name, inner: unknown) =>
        typeof inner !== 'object' || inner === null || Array.isArray(inner)
          ? typeof inner === 'number'
            ? String(inner)
            : inner
          : Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))),
      )
    : String(value)

/** Kinds of which XML and JSON have different forms. */
const severalForms: ReadonlySet<Kind> = new Set(['date', 'usdate', 'datetime', 'enum'])

const formed = (value: unknown, field: Field | undefined): string => {
  const other = field && severalForms.has(field.kind) ? jsonScalar(value as JsonScalar, field) : undefined
  return comparable(other ?? value)
}

function changesOf({ from, to }: Pair, fields: Fields): readonly Change[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()
  return names.flatMap((field): readonly Change[] => {
    const [a, b] = [from[field], to[field]]
    const { [field]: known } = fields
    if (a === undefined ? b === undefined : b !== undefined && formed(a, known) === formed(b, known)) return []
    return [
      {
        field,
        ...(a !== undefined && { from: a }),
        ...(b !== undefined && { to: b }),
        ...(Object.hasOwn(fields, field) && fields[field]?.volatile && { volatile: true as const }),
      },
    ]
  })
}
