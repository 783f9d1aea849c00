import type { Schema } from '../model/kinds.ts'
import { type Content, schema } from '../model/table.ts'

/** Categories that a server cannot do without: accepted, but never removed. */
const kept: ReadonlySet<string> = new Set(['bios', 'hardware', 'os'])

/** Categories that go with another one. */
const implied: Readonly<Record<string, readonly string[]>> = { user: ['local_user', 'local_group'] }

/** Fields of HARDWARE that go with a category. */
const figures: Readonly<Record<string, readonly string[]>> = {
  memory: ['MEMORY', 'SWAP'],
  user: ['LASTLOGGEDUSER', 'DATELASTLOGGEDUSER'],
}

const sections = Object.entries(schema as Schema)

/** All values of `--no-category`, sorted. */
export const categories: readonly string[] = [...new Set(sections.flatMap(([, { category }]) => category ?? []))].sort()

/** Other names by which people call a category: those of its sections, and what the old manual says. */
const aliases: ReadonlyMap<string, string> = new Map([
  ...sections.flatMap(([name, { category, json }]) =>
    category === undefined
      ? []
      : [name, json ?? name].map((alias): [string, string] => [alias.toLowerCase(), category]),
  ),
  ['license', 'licenseinfo'],
  ['licenses', 'licenseinfo'],
  ['env', 'environment'],
  ['environments', 'environment'],
  ['databases', 'database'],
  ['power', 'psu'],
  ['operating_system', 'os'],
  ['vm', 'virtualmachine'],
  ...categories.map((category): [string, string] => [category, category]),
])

export interface CategoryChoice {
  /** Categories to leave out, with those that go with them. */
  readonly disabled: ReadonlySet<string>
  /** One line for each word that does nothing. */
  readonly warnings: readonly string[]
}

/** Reads the values of `--no-category`: comma lists, trimmed, in any case, with aliases. */
export function parseCategories(values: readonly string[]): CategoryChoice {
  const disabled = new Set<string>()
  const warnings: string[] = []
  for (const value of values)
    for (const word of value.split(',')) {
      const asked = word.trim().toLowerCase()
      if (asked === '') continue
      const category = aliases.get(asked)
      if (category === undefined)
        warnings.push(`unknown category ${JSON.stringify(asked)}, ignored; known are ${categories.join(', ')}`)
      else if (kept.has(category)) warnings.push(`category ${category} is always kept`)
      else for (const name of [category, ...(implied[category] ?? [])]) disabled.add(name)
    }
  return { disabled, warnings }
}

/** Reads the values of `--partial`: what is left out when only these categories, and what identifies the machine, are wanted. */
export function parsePartial(values: readonly string[]): CategoryChoice & { readonly unknown: readonly string[] } {
  const words = values.flatMap((value) => value.split(',')).map((word) => word.trim().toLowerCase())
  const asked = words.filter((word) => word !== '')
  const named = asked.flatMap((word) => aliases.get(word) ?? [])
  const wanted = new Set(named.flatMap((category) => [category, ...(implied[category] ?? [])]))
  // The server finds the machine by these, and software by its system.
  for (const category of ['hardware', 'bios', ...(wanted.has('software') ? ['os'] : [])]) wanted.add(category)
  return {
    disabled: new Set(categories.filter((category) => !wanted.has(category))),
    warnings: [],
    unknown: asked.filter((word) => !aliases.has(word)),
  }
}

/** The content without what belongs to the categories. */
export function withoutCategories(content: Content, disabled: ReadonlySet<string>): Content {
  if (disabled.size === 0) return content
  const fields = new Set([...disabled].flatMap((category) => figures[category] ?? []))
  const left: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(content)) {
    const category = (schema as Schema)[name]?.category
    if (category === undefined || !disabled.has(category)) left[name] = value
  }
  if (content.HARDWARE && fields.size > 0)
    left.HARDWARE = Object.fromEntries(Object.entries(content.HARDWARE).filter(([field]) => !fields.has(field)))
  return left
}
