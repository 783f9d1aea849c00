import type { Field, Fields, Schema } from '../model/kinds.ts'
import { type Inventory, schema } from '../model/table.ts'
import { columnOrder, label, lastSections, sectionOrder, title } from './labels.ts'
import { htmlPage, type Part } from './page.ts'
import { quantity } from './quantity.ts'
import { summary } from './summary.ts'
import { type Cell, type Column, table, values } from './table.ts'

export interface ReportOptions {
  /** Where the values of a section come from, as one line. */
  readonly source?: (section: string) => string | undefined
  /** What is not in it, and why: one line each. */
  readonly notes?: readonly string[]
}

type Entry = Readonly<Record<string, unknown>>

/** The inventory as a page for people: what the machine is, then every section as a table. Content should have been admitted. */
export function writeHtml({ deviceid, content, tag }: Inventory, { source, notes = [] }: ReportOptions = {}): string {
  const names = inOrder(Object.keys(content).filter((name) => name !== 'VERSIONCLIENT'))
  const name = content.HARDWARE?.NAME ?? deviceid
  const made = content.ACCESSLOG?.LOGDATE
  const sections = content as Readonly<Record<string, unknown>>
  return htmlPage({
    title: `Inventory for ${name}`,
    lead: [tag === undefined ? '' : `Tag ${tag}`, made === undefined ? '' : `made ${made}`, `device id ${deviceid}`]
      .filter((text) => text !== '')
      .join(', '),
    notes,
    facts: summary(content),
    parts: names.flatMap((section) => partOf(section, sections[section], source?.(section)) ?? []),
    foot: `Made by ${content.VERSIONCLIENT ?? 'FusionInventory'}`,
  })
}

function inOrder(names: readonly string[]): readonly string[] {
  const model = Object.keys(schema)
  const rank = (name: string): number => {
    const first = sectionOrder.indexOf(name)
    if (first >= 0) return first - sectionOrder.length
    const last = lastSections.indexOf(name)
    if (last >= 0) return model.length + 1 + last
    const known = model.indexOf(name)
    return known < 0 ? model.length : known
  }
  return [...names].sort((a, b) => rank(a) - rank(b))
}

function partOf(section: string, found: unknown, source: string | undefined): Part | undefined {
  const fields = (schema as Schema)[section]?.fields ?? {}
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
  if (field?.kind === 'boolean') return { text: line === '1' ? 'yes' : line === '0' ? 'no' : line }
  if (field?.kind === 'int') return { text: line, number: true }
  if (field?.kind === 'date') return { text: line, sort: sortable(line) }
  return { text: line }
}

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
