import { sectionNamed, textTable } from '@fusioninventory/cli-kit'
import type { Origin } from '@fusioninventory/core-probes/local'
import { type Content, type Inventory, schema } from '@fusioninventory/protocol'

/** Who gave the field of the entry at that place of a section; 0 in a single section. */
export type OriginOf = (section: string, index: number, field: string) => Origin | undefined

/** One field of the document and where it comes from. */
interface Explained {
  /** `CPUS[0]`, `BIOS`. */
  readonly place: string
  /** `NAME`; `TIMEZONE/OFFSET` within a nested element. */
  readonly field: string
  readonly value: string
  readonly origin: Origin | undefined
}

/** All fields of some sections, as they stand in the document. */
function* explained(content: Content, origin: OriginOf, wanted: (section: string) => boolean): Iterable<Explained> {
  for (const section of Object.keys(content).sort()) {
    if (!wanted(section)) continue
    const found: unknown = content[section as keyof Content]
    const many = Array.isArray(found)
    for (const [index, entry] of (many ? (found as readonly unknown[]) : [found]).entries()) {
      const place = many ? `${section}[${index}]` : section
      // VERSIONCLIENT is a text, not a map.
      for (const [field, value] of fieldsOf(typeof entry === 'object' && entry ? entry : { '': entry }))
        for (const [path, text] of leaves(field, value))
          yield { place, field: path, value: text, origin: origin(section, index, field) }
    }
  }
}

const fieldsOf = (entry: object): readonly (readonly [string, unknown])[] => Object.entries(entry)

function* leaves(path: string, value: unknown): Iterable<readonly [path: string, text: string]> {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) for (const one of value) yield* leaves(path, one)
  else if (typeof value === 'object') for (const [name, one] of fieldsOf(value)) yield* leaves(`${path}/${name}`, one)
  else yield [path, String(value)]
}

const heading = ['SECTION', 'FIELD', 'VALUE', 'PROBE', 'SOURCE'] as const
const unknown: Origin = { probe: '-', from: '-' }

const row = ({ place, field, value, origin = unknown }: Explained): readonly string[] => [
  place,
  field,
  value,
  origin.probe,
  origin.from,
]

/** The fields by which servers tell machines apart. */
const identity: readonly (readonly [name: string, section: string, field: string])[] = [
  ['uuid', 'HARDWARE', 'UUID'],
  ['serial', 'BIOS', 'SSN'],
  ['enclosure serial', 'BIOS', 'ENCLOSURESERIAL'],
  ['board serial', 'BIOS', 'MSN'],
  ['mac', 'NETWORKS', 'MACADDR'],
  ['hostname', 'HARDWARE', 'NAME'],
  ['domain', 'HARDWARE', 'WORKGROUP'],
]

/** Addresses of interfaces that have none of their own (loopback, tunnels). */
const nobody = '00:00:00:00:00:00'

/** What a server can recognise the machine by, each with its origin; what is not known is said to be missing. */
export function explainIdentity({ deviceid, content }: Inventory, origin: OriginOf, deviceidFrom: string): string {
  const rows = [
    ['IDENTITY', ...heading.slice(2)],
    ['deviceid', deviceid, 'inventory', deviceidFrom],
  ]
  for (const [name, section, field] of identity) {
    const seen = new Set<string>()
    for (const one of explained(content, origin, (wanted) => wanted === section))
      if (one.field === field && one.value !== nobody && !seen.has(one.value)) {
        seen.add(one.value)
        rows.push([name, ...row(one).slice(2)])
      }
    if (seen.size === 0) rows.push([name, '(not known)', '-', '-'])
  }
  return textTable(rows)
}

/**
 * The name of the section that is asked for, in any case; '' asks for all.
 * @throws UsageError for a name that no section has.
 */
export const sectionAsked = (name: string): string => sectionNamed(name, schema, 'inventory')

/** Every field of the document, or of one section, with probe and source. */
export function explain({ content }: Inventory, origin: OriginOf, section: string): string {
  const all = explained(content, origin, (name) => section === '' || name === section)
  return textTable([heading, ...Array.from(all, row)])
}
