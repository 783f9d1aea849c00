import type { Field, Fields, Schema, Section } from '../model/kinds.ts'
import { columnOrder, label, lastSections, title } from './labels.ts'
import type { Part } from './page.ts'
import { quantity } from './quantity.ts'
import { type Cell, type Column, table, values } from './table.ts'

type Entry = Readonly<Record<string, unknown>>

/** A section as a part of the page: a table, or names with their values; undefined where nothing is in it. */
export function partOf(model: Schema, section: string, found: unknown, source?: string): Part | undefined {
  const fields = withOthers(model[section], found)
  const part = { id: section.toLowerCase(), title: title(section), ...(source ? { source } : {}) }
  const closed = lastSections.includes(section)
  if (Array.isArray(found)) {
    const entries = (found as readonly unknown[]).filter(isMap)
    if (entries.length === 0) return undefined
    const columns = columnsOf(entries, fields)
    const rows = entries.map((entry) => columns.map((field) => cellOf(entry[field], fields[field])))
    const heads = columns.map((field): Column => headOf(field, fields[field]))
    return { ...part, count: entries.length, body: table(part.title, heads, rows), closed }
  }
  if (!isMap(found)) return undefined
  const list = columnsOf([found], fields).map(
    (field) => [headOf(field, fields[field]), cellOf(found[field], fields[field])] as const,
  )
  return { ...part, body: values(list), closed }
}

/** The fields that the model names, and those of the entry that it allows besides. */
function withOthers(section: Section | undefined, found: unknown): Fields {
  const { fields = {}, others } = section ?? {}
  if (!others || !isMap(found)) return fields
  return { ...Object.fromEntries(Object.keys(found).map((name) => [name, others])), ...fields }
}

/** Fields that some entry has, but for obsolete ones: what names it first, then in the order of the model, then those that it does not know. */
function columnsOf(entries: readonly Entry[], fields: Fields): readonly string[] {
  const used = new Set(
    entries.flatMap((entry) => Object.keys(entry).filter((name) => !fields[name]?.legacy && text(entry[name]) !== '')),
  )
  const known = Object.keys(fields)
  const rank = (name: string): number => {
    const first = columnOrder.indexOf(name)
    const at = known.indexOf(name)
    return first >= 0 ? first - columnOrder.length : at >= 0 ? at : known.length
  }
  return [...used].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

const headOf = (name: string, field: Field | undefined): Column => ({
  label: label(name),
  ...(field ? { doc: field.doc } : {}),
})

function cellOf(value: unknown, field: Field | undefined): Cell {
  const line = text(value)
  if (line === '') return { text: '' }
  if (field?.unit) return { text: quantity(line, field.unit), sort: line, number: true }
  if (field?.means) return { text: meaning(line, field), sort: line }
  if (field?.kind === 'boolean') return { text: line === '1' ? 'yes' : line === '0' ? 'no' : line }
  if (field?.kind === 'int') return { text: line, number: true }
  if (field?.kind === 'date') return { text: line, sort: sortable(line) }
  return { text: line }
}

/** The word for a number; the number where there is none. */
export const meaning = (value: string | number, { means = [], range: [least] = [0, 0] }: Field): string =>
  means[Number(value) - least] ?? String(value)

/** DD/MM/YYYY in an order that text has too. */
const sortable = (date: string): string => date.replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$2-$1')

/** Lists and maps on one line. */
function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).filter(Boolean).join(', ')
  if (isMap(value))
    return Object.entries(value)
      .map(([name, inner]) => (isMap(inner) || Array.isArray(inner) ? text(inner) : `${label(name)} ${text(inner)}`))
      .join(', ')
  return value === undefined || value === null ? '' : String(value)
}

const isMap = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value)
