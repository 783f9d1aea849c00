import { clean } from '../model/clean.ts'
import type { Log } from '../model/diagnostics.ts'
import type { Field, Fields, Schema, Section } from '../model/kinds.ts'
import { type Content, type Inventory, schema } from '../model/table.ts'
import { type JsonScalar, jsonScalar } from './values.ts'

export type JsonValue = JsonScalar | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonMap = Record<string, JsonValue>

export interface JsonInventory {
  readonly action: 'inventory'
  readonly content: JsonMap
  readonly deviceid: string
  readonly itemtype: 'Computer'
  readonly partial?: true
  readonly tag?: string
}

export interface JsonOptions {
  /** Some sections only: the server leaves the others as they are. */
  readonly partial?: boolean
}

type Entry = Readonly<Record<string, unknown>>
interface Place {
  readonly section: string
  readonly index?: number
}

/** What servers cannot do without, where an inventory does not say it. */
export const unknownClient = 'FusionInventory'

/**
 * The inventory of GLPI's native protocol (format of its inventory library, schema 1.2). Content should have been
 * admitted. A value that the format has no form for is dropped alone and told to `log`, then entries that lack a
 * required field, then what is empty: servers refuse a whole document for one bad value.
 */
export function jsonInventory(
  { deviceid, content, tag }: Inventory,
  log: Log,
  options: JsonOptions = {},
): JsonInventory {
  return {
    action: 'inventory',
    content: jsonContent(content, log),
    deviceid: clean(deviceid),
    itemtype: 'Computer',
    ...(options.partial ? { partial: true } : {}),
    ...(tag ? { tag: clean(tag) } : {}),
  }
}

/** The same as text: indented by two blanks, names sorted, a line end last. */
export const writeJson = (inventory: Inventory, log: Log, options: JsonOptions = {}): string =>
  `${JSON.stringify(jsonInventory(inventory, log, options), undefined, 2)}\n`

const jsonContent = (content: Content, log: Log): JsonMap =>
  jsonSections(schema, { ...timed(content), VERSIONCLIENT: content.VERSIONCLIENT || unknownClient }, log)

/** Content in the names and values of JSON, by any model. It should have been admitted. */
export function jsonSections(model: Schema, content: Entry, log: Log): JsonMap {
  const sections: [name: string, value: JsonValue][] = []
  for (const [name, found] of Object.entries(content)) {
    const section = Object.hasOwn(model, name) ? model[name] : undefined
    const key = section ? section.json : name.toLowerCase()
    if (key === null || found === undefined) continue
    const value = section ? sectionOf(found, section, { section: name }, log) : custom(found)
    if (value !== undefined) sections.push([key, value])
  }
  return sorted(sections)
}

/** The duration belongs to the program there, and to the machine in XML. */
function timed(content: Content): Content {
  const { HARDWARE, VERSIONPROVIDER } = content
  return VERSIONPROVIDER && VERSIONPROVIDER.ETIME === undefined && HARDWARE?.ETIME !== undefined
    ? { ...content, VERSIONPROVIDER: { ...VERSIONPROVIDER, ETIME: HARDWARE.ETIME } }
    : content
}

function sectionOf(found: unknown, section: Section, place: Place, log: Log): JsonValue | undefined {
  if (section.text) return typeof found === 'string' && found !== '' ? clean(found) : undefined
  if (!section.many) {
    const entry = isMap(found) ? entryOf(found, fieldsOf(section, found), place, '', log) : undefined
    return section.jsonList && entry ? [entry] : entry
  }
  const entries = (Array.isArray(found) ? (found as readonly unknown[]) : [found]).map((entry, index) =>
    isMap(entry) ? entryOf(entry, fieldsOf(section, entry), { ...place, index }, '', log) : undefined,
  )
  return nonEmpty(entries)
}

/** Fields of the model, and those of the entry that the section allows besides. */
function fieldsOf({ fields, others }: Section, entry: Entry): Fields {
  if (!others) return fields
  const names = Object.keys(entry).filter((name) => !Object.hasOwn(fields, name))
  return { ...fields, ...Object.fromEntries(names.map((name) => [name, others])) }
}

function entryOf(found: Entry, fields: Fields, place: Place, path: string, log: Log): JsonMap | undefined {
  const values: [name: string, value: JsonValue][] = []
  const given = new Set<string>()
  const add = (key: string, value: JsonValue): void => {
    if (given.has(key)) return
    given.add(key)
    values.push([key, value])
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = found[name]
    const key = field.json === undefined ? name.toLowerCase() : field.json
    if (key === null) continue
    const json = value === undefined || value === null ? undefined : fieldOf(value, field, place, path + name, log)
    if (json !== undefined && field.lifted)
      for (const [inner, one] of Object.entries(json)) add(inner, one as JsonValue)
    else if (json !== undefined) add(key, json)
    else if (field.required) {
      log({ code: 'lacks-required', ...place, field: path + name })
      return undefined
    }
  }
  return values.length > 0 ? sorted(values) : undefined
}

function fieldOf(value: unknown, field: Field, place: Place, path: string, log: Log): JsonValue | undefined {
  if (field.kind === 'map') return isMap(value) ? entryOf(value, field.fields ?? {}, place, `${path}/`, log) : undefined
  if (field.kind === 'maps' || field.kind === 'texts' || field.many) {
    const items = Array.isArray(value) ? (value as readonly unknown[]) : [value]
    const { fields = {} } = field
    return nonEmpty(
      items.map((item) =>
        field.kind === 'maps'
          ? isMap(item)
            ? entryOf(item, fields, place, `${path}/`, log)
            : undefined
          : field.many
            ? scalarOf(item, field, place, path, log)
            : isScalar(item)
              ? clean(String(item))
              : undefined,
      ),
    )
  }
  return scalarOf(value, field, place, path, log)
}

function scalarOf(value: unknown, field: Field, place: Place, path: string, log: Log): JsonScalar | undefined {
  const json = isScalar(value) ? jsonScalar(value, field) : undefined
  if (json === undefined) log({ code: 'no-json', ...place, field: path, value })
  return json === '' ? undefined : json
}

/** A section of the user's own, as it is, with names in lower case like all others. */
function custom(found: unknown): JsonValue | undefined {
  if (isScalar(found)) return typeof found === 'string' ? clean(found) : found
  if (Array.isArray(found)) return nonEmpty(found.map(custom))
  if (!isMap(found)) return undefined
  const values = Object.entries(found).flatMap(([name, value]): [string, JsonValue][] => {
    const json = custom(value)
    return json === undefined ? [] : [[name.toLowerCase(), json]]
  })
  return values.length > 0 ? sorted(values) : undefined
}

const nonEmpty = <T extends JsonValue>(items: readonly (T | undefined)[]): readonly T[] | undefined => {
  const kept = items.filter((item): item is T => item !== undefined && item !== '')
  return kept.length > 0 ? kept : undefined
}

/** An object with its names in order; of two values for one name the last holds. */
export const sorted = (values: readonly (readonly [name: string, value: JsonValue])[]): JsonMap =>
  Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

const isScalar = (value: unknown): value is JsonScalar =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))

const isMap = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value)
