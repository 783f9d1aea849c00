import { clean } from './clean.ts'
import type { Log } from './diagnostics.ts'
import type { Field, Fields, Schema, Section } from './kinds.ts'
import { type Content, schema } from './table.ts'
import { admitScalar, isScalarField } from './values.ts'

export interface AdmitOptions {
  /** Sections that the model does not know are kept, cleaned, instead of refused. */
  readonly customSections?: boolean
}

type Entry = Record<string, unknown>
interface Place {
  readonly section: string
  readonly index?: number
}

/** What a field may be: one of the model, or what the section says of all others. */
type FieldOf = (name: string) => Field | undefined

/** The section of that name, whatever the name is. */
export const sectionOf = (name: string, sections: Schema = schema): Section | undefined =>
  Object.hasOwn(sections, name) ? sections[name] : undefined

const lookUp =
  (fields: Fields, others?: Field): FieldOf =>
  (name) =>
    Object.hasOwn(fields, name) ? fields[name] : isElementName(name) ? others : undefined

/** The field of that name of a section. */
export const sectionFields = ({
  fields,
  others,
}: Pick<Section, 'fields'> & { readonly others?: Field | undefined }): FieldOf => lookUp(fields, others)

/** Names that XML and every server can take. */
const isElementName = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/.test(name)

/**
 * What the document may say of some content: known sections and fields, values cleaned and brought to the form of their
 * kind. What is bad is dropped alone and told to `log`; never throws. Accepts anything, since probes, files and servers
 * may give anything.
 */
export const admit = (content: unknown, log: Log, options: AdmitOptions = {}): Content =>
  admitBy(schema, content, log, options)

/** The same by any model. */
export function admitBy(sections: Schema, content: unknown, log: Log, options: AdmitOptions = {}): Readonly<Entry> {
  const admitted: Entry = {}
  for (const [name, found] of Object.entries(isMap(content) ? content : {})) {
    if (found === undefined || found === null) continue
    const section = sectionOf(name, sections)
    const value = section ? admitSection(name, section, found, log) : admitCustom(name, found, log, options)
    if (value !== undefined) admitted[name] = value
  }
  return admitted
}

function admitSection(name: string, section: Section, found: unknown, log: Log): unknown {
  if (section.text) {
    if (typeof found === 'string') return clean(found)
    log({ code: 'wrong-shape', section: name, value: found })
    return undefined
  }
  const entries = listOf(section.item === undefined ? found : unpacked(found, section.item))
  if (!section.many) {
    if (entries.length > 1) log({ code: 'list-for-one', section: name })
    return entries.length > 0 ? admitEntry(entries[0], section, { section: name }, log) : undefined
  }
  const kept: Entry[] = []
  for (let index = 0; index < entries.length; index++) {
    const entry = admitEntry(entries[index], section, { section: name, index }, log)
    if (entry) kept.push(entry)
    else log({ code: 'empty-entry', section: name, index })
  }
  return kept.length > 0 ? kept : undefined
}

const listOf = (found: unknown): readonly unknown[] =>
  Array.isArray(found) ? found : found === undefined || found === null ? [] : [found]

/** Entries out of the element that they stand in; they may have been taken out already. */
const unpacked = (found: unknown, item: string): unknown =>
  isMap(found)
    ? found[item]
    : Array.isArray(found)
      ? found.flatMap((one) => (isMap(one) ? (one[item] ?? one) : one))
      : found

function admitEntry(found: unknown, section: Section, place: Place, log: Log): Entry | undefined {
  if (!isMap(found)) {
    log({ code: 'wrong-shape', ...place, value: found })
    return undefined
  }
  const entry = admitFields(found, sectionFields(section), place, '', log)
  // Servers read SERIALNUMBER only.
  if (place.section === 'STORAGES' && !entry.SERIALNUMBER && entry.SERIAL) entry.SERIALNUMBER = entry.SERIAL
  return Object.keys(entry).length > 0 ? entry : undefined
}

function admitFields(found: Readonly<Entry>, fieldOf: FieldOf, place: Place, path: string, log: Log): Entry {
  const entry: Entry = {}
  const names = Object.keys(found)
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? ''
    const value = found[name]
    if (value === undefined || value === null) continue
    const field = fieldOf(name)
    if (!field) log({ code: 'unknown-field', ...place, field: path + name, value })
    else {
      const admitted = admitField(value, field, place, path + name, log)
      // Nothing to say; to servers an empty element is as good as none.
      if (admitted !== undefined && admitted !== '') entry[name] = admitted
    }
  }
  return entry
}

function admitField(found: unknown, field: Field, place: Place, path: string, log: Log): unknown {
  if (isScalarField(field) && !field.many) {
    const several = Array.isArray(found)
    if (several && found.length > 1) log({ code: 'list-for-one', ...place, field: path })
    const value: unknown = several ? found[0] : found
    return value === undefined || value === null ? undefined : admitOne(value, field, place, path, log)
  }
  const items = (Array.isArray(found) ? found : [found]) as readonly unknown[]
  const admitted: unknown[] = []
  for (const item of items) {
    if (item === undefined || item === null) continue
    const value =
      field.kind === 'texts'
        ? admitOne(item, { ...field, kind: 'text' }, place, path, log)
        : field.many
          ? admitOne(item, field, place, path, log)
          : admitMap(item, field.fields ?? {}, place, path, log)
    if (value !== undefined && (value !== '' || field.kind === 'texts')) admitted.push(value)
  }
  if (field.kind !== 'map') return admitted.length > 0 ? admitted : undefined
  if (items.length > 1) log({ code: 'list-for-one', ...place, field: path })
  return admitted[0]
}

function admitOne(found: unknown, field: Field, place: Place, path: string, log: Log): string | number | undefined {
  if (!isScalarField(field)) return undefined
  const admitted = admitScalar(found, field)
  if (admitted.value === undefined) {
    if (admitted.reason !== 'empty') log({ code: admitted.reason, ...place, field: path, value: found })
  } else if (admitted.remark) log({ code: admitted.remark, ...place, field: path, value: found })
  return admitted.value
}

function admitMap(found: unknown, fields: Fields, place: Place, path: string, log: Log): Entry | undefined {
  if (!isMap(found)) {
    log({ code: 'bad-value', ...place, field: path, value: found })
    return undefined
  }
  const entry = admitFields(found, lookUp(fields), place, `${path}/`, log)
  return Object.keys(entry).length > 0 ? entry : undefined
}

/** Deepest nesting of a section of the user's own. */
const customDepth = 16

function admitCustom(section: string, found: unknown, log: Log, { customSections }: AdmitOptions): unknown {
  if (!customSections) log({ code: 'unknown-section', section })
  else if (!isElementName(section)) log({ code: 'bad-name', section })
  else return custom(found, { section }, '', customDepth, log)
  return undefined
}

/** Any value as the user gave it: only names and texts are made fit for a document. */
function custom(found: unknown, place: Place, path: string, depth: number, log: Log): unknown {
  if (typeof found === 'object' && found !== null && depth > 0) {
    if (Array.isArray(found)) {
      const items = found.map((item) => custom(item, place, path, depth - 1, log)).filter((item) => item !== undefined)
      return items.length > 0 ? items : undefined
    }
    const entry: Entry = {}
    for (const [name, value] of Object.entries(found)) {
      const field = path === '' ? name : `${path}/${name}`
      if (!isElementName(name)) log({ code: 'bad-name', ...place, field })
      else {
        const kept = value === null ? undefined : custom(value, place, field, depth - 1, log)
        if (kept !== undefined) entry[name] = kept
      }
    }
    return entry
  }
  const admitted = admitScalar(found, { kind: 'text', doc: '' })
  if (admitted.value === undefined) log({ code: 'bad-value', ...place, ...(path && { field: path }), value: found })
  return admitted.value
}

const isMap = (value: unknown): value is Readonly<Entry> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
