import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Field, type Fields, kinds, type Schema } from './kinds.ts'
import { schema } from './table.ts'

const sections = Object.entries(schema as Schema)
const allFields = (fields: Fields, path: string): [string, Field][] =>
  Object.entries(fields).flatMap(([name, field]) => [
    [`${path}/${name}`, field] as [string, Field],
    ...allFields(field.fields ?? {}, `${path}/${name}`),
  ])
const fields = sections.flatMap(([name, section]) => allFields(section.fields, name))

describe('the table is sound', () => {
  it('names', () => {
    for (const [name] of [...sections, ...fields]) expect(name).toMatch(/^[A-Z][A-Z0-9_]*(\/[A-Z][A-Z0-9_]*)*$/)
    expect(sections).toHaveLength(45)
  })
  it('every kind has what it needs, and every doc is a sentence', () => {
    for (const [name, field] of fields) {
      expect(kinds).toContain(field.kind)
      expect([name, (field.kind === 'map' || field.kind === 'maps') === (field.fields !== undefined)]).toEqual([
        name,
        true,
      ])
      expect([name, (field.kind === 'enum') === (field.values !== undefined)]).toEqual([name, true])
      expect(field.doc).toMatch(/^[^a-z].*[.?]( `.*)?\.?$/)
    }
  })
  it('keys are fields of their section', () => {
    for (const [, { key = [], fields }] of sections) for (const name of key) expect(Object.keys(fields)).toContain(name)
  })
  it('JSON names are unique within a section', () => {
    const twice = (names: readonly (string | null)[]) =>
      names.filter((name, i) => name !== null && names.indexOf(name) !== i)
    expect(twice(sections.map(([, { json }]) => json))).toEqual([])
    for (const [, section] of sections)
      expect(
        twice(
          Object.entries(section.fields).map(([name, { json }]) => (json === undefined ? name.toLowerCase() : json)),
        ),
      ).toEqual([])
  })
})

/** GLPI's published schema, where it is at hand: `$FUSIONINVENTORY_SHARED`, else beside the repository. */
const shared = process.env.FUSIONINVENTORY_SHARED ?? join(import.meta.dirname, '../../../../../shared')
const published = join(shared, 'schema/glpi-inventory.schema.json')
const here = existsSync(published)

interface Node {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly required?: readonly string[]
}

describe.skipIf(!here)(`GLPI's schema${here ? '' : ' (skipped: no shared data)'}`, () => {
  const content = here
    ? (JSON.parse(readFileSync(published, 'utf8')) as Node).properties?.content?.properties
    : undefined
  const jsonName = (name: string, { json }: { json?: string | null }) =>
    json === undefined ? name.toLowerCase() : json

  /** JSON has integers and truth values apart. */
  const jsonType = ({ kind, jsonKind = kind }: Field): string =>
    ({ int: 'integer', boolean: 'boolean', yesno: 'boolean', texts: 'array', maps: 'array', map: 'object' })[
      jsonKind as string
    ] ?? 'string'

  function compare(path: string, fields: Fields, node: Node | undefined, problems: string[]): void {
    const properties = node?.properties ?? {}
    const known = new Set<string>()
    for (const [name, field] of Object.entries(fields)) {
      const json = jsonName(name, field)
      if (json === null) continue
      known.add(json)
      const found = properties[json]
      if (!found) problems.push(`${path}/${json} is not in the schema`)
      else if (found.type !== undefined && found.type !== jsonType(field))
        problems.push(`${path}/${json} is ${found.type}`)
      if (field.fields) compare(`${path}/${json}`, field.fields, found?.items ?? found, problems)
    }
    for (const name of Object.keys(properties))
      if (!known.has(name)) problems.push(`${path}/${name} is not in the table`)
    for (const name of node?.required ?? [])
      if (!Object.entries(fields).some(([n, f]) => jsonName(n, f) === name && f.required))
        problems.push(`${path}/${name} is required`)
  }

  it('knows the same sections, fields, types and required fields', () => {
    const problems: string[] = []
    const known = new Set<string>()
    for (const [, { json, many, text, fields }] of sections) {
      if (json === null) continue
      known.add(json)
      const node = content?.[json]
      if (!node) problems.push(`${json} is not in the schema`)
      else if (!text) compare(json, fields, many ? node.items : node, problems)
    }
    const others = [
      'network_device',
      'network_ports',
      'network_components',
      'pagecounters',
      'cartridges',
      'consumables',
      'error',
    ]
    for (const name of Object.keys(content ?? {}))
      if (!known.has(name) && !others.includes(name)) problems.push(`${name} is not in the table`)
    // Servers with an older schema refuse a document for fields that they do not know.
    expect(problems).toEqual([
      'virtualmachines/ipaddress is not in the table',
      'virtualmachines/operatingsystem is not in the table',
    ])
  })
})
