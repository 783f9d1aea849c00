import { type Content, type Schema, type Section, schema } from '@fusioninventory/protocol'
import { originOf, type Patch } from './probe.ts'

/** Who found a value, and where. */
export interface Origin {
  readonly probe: string
  readonly from: string
}

/** What one probe gave. `rank` is its precedence, the higher wins; equal ranks stand in the order given. */
export interface Finding {
  readonly probe: string
  readonly rank: number
  readonly patches: readonly Patch[]
}

export interface Reducer {
  /** What comes first wins, so the higher ranks come first. */
  add(finding: Finding): void
  /** All that was added, one content. */
  content(): Content
  /** Origin of a field of the entry at that place (0 in a single section); undefined where nobody gave one. */
  origin(section: string, index: number, field: string): Origin | undefined
}

type Fields = Record<string, unknown>

/** A section in the making. An entry that one patch gave alone has one origin, a merged one has one a field. */
interface Drawer {
  readonly many: boolean
  readonly entries: Fields[]
  readonly origins: (Origin | Map<string, Origin>)[]
}

/** What a finding may say nothing with; it never hides another one's value. */
const known = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

const sections: Schema = schema

/**
 * Makes one content out of what all probes found. In a single section the first finding that knows a field wins.
 * In a list every entry stands for itself, unless the section has a key and an earlier entry the same one:
 * then it only fills what that one lacks.
 */
export function reducer(): Reducer {
  const drawers = new Map<string, Drawer>()
  return {
    add({ probe, patches }) {
      for (const { from, content } of patches)
        for (const [name, found] of Object.entries(content)) {
          if (found === undefined) continue
          const section = sections[name]
          // A section of the administrator's own is a list if it comes as one.
          const many = section?.many ?? Array.isArray(found)
          const drawer = drawers.get(name) ?? { many, entries: [], origins: [] }
          drawers.set(name, drawer)
          // A section that is a text goes as an entry of one nameless field.
          const entries = [typeof found === 'string' ? { '': found } : found].flat() as readonly Fields[]
          for (const entry of entries) put(drawer, section, entry, { probe, from })
        }
    },
    content: () =>
      Object.fromEntries([...drawers].map(([name, drawer]) => [name, shape(sections[name], drawer)])) as Content,
    origin: (section, index, field) => find(drawers.get(section), index, field),
  }
}

const shape = (section: Section | undefined, { many, entries }: Drawer): unknown => {
  if (many) return entries
  return section?.text ? entries[0]?.[''] : entries[0]
}

/** Higher ranks first; equal ones stand as they are. */
export const byRank = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => b.rank - a.rank)

function put(drawer: Drawer, section: Section | undefined, found: Fields, origin: Origin): void {
  const at = placeOf(drawer, section, found)
  const entry = drawer.entries[at]
  if (entry === undefined && drawer.many) {
    drawer.entries.push(found)
    drawer.origins.push(origin)
    return
  }
  const merged = entry ?? {}
  const origins = asMap(merged, drawer.origins[at])
  for (const [field, value] of Object.entries(found)) {
    if (!known(value) || known(merged[field])) continue
    merged[field] = value
    origins.set(field, { probe: origin.probe, from: originOf(found, field) ?? origin.from })
  }
  drawer.entries[at] = merged
  drawer.origins[at] = origins
}

function placeOf(drawer: Drawer, section: Section | undefined, found: Fields): number {
  if (!drawer.many) return 0
  const key = keyOf(found, section?.key)
  const at = key === undefined ? -1 : drawer.entries.findIndex((entry) => keyOf(entry, section?.key) === key)
  return at < 0 ? drawer.entries.length : at
}

function keyOf(entry: Fields, fields: readonly string[] = []): string | undefined {
  const values = fields.map((field) => entry[field])
  return values.length > 0 && values.every(known) ? values.join('\0') : undefined
}

function asMap(entry: Fields, origin: Drawer['origins'][number] | undefined): Map<string, Origin> {
  if (origin instanceof Map) return origin
  const map = new Map<string, Origin>()
  if (origin)
    for (const field of Object.keys(entry))
      map.set(field, { probe: origin.probe, from: originOf(entry, field) ?? origin.from })
  return map
}

function find(drawer: Drawer | undefined, index: number, field: string): Origin | undefined {
  const entry = drawer?.entries[index]
  const origin = drawer?.origins[index]
  if (!entry || !origin || !known(entry[field])) return undefined
  if (origin instanceof Map) return origin.get(field)
  return { probe: origin.probe, from: originOf(entry, field) ?? origin.from }
}
