import type { Taken } from '@fusioninventory/core-probes/local'
import type { Log } from '@fusioninventory/protocol'
import { type Inventory, writeInventory } from '@fusioninventory/protocol'
import type { Options } from './check.ts'
import type { OriginOf } from './explain.ts'

export interface Rendering {
  readonly options: Options
  /** What is missing and could be cured; for people. */
  readonly notes: readonly string[]
  /** Takes what JSON cannot say. */
  readonly log: Log
}

/** Extension of a file with the document. */
export const extensionOf = ({ json, partial, html }: Options): string =>
  json || partial.length > 0 ? 'json' : html ? 'html' : 'xml'

/** What the options ask for: a table of origins, JSON, a page for people, or else XML. Writers that most runs do not need are loaded on demand. */
export async function rendered(taken: Taken, { options, notes, log }: Rendering): Promise<string> {
  const { inventory, origin } = taken
  if (options.explain !== undefined) return explained(options, options.explain, taken)
  const partial = options.partial.length > 0
  if (options.json || partial) {
    const { writeJson } = await import('@fusioninventory/protocol/json')
    return writeJson(inventory, log, { partial })
  }
  if (options.html) {
    const { writeHtml } = await import('@fusioninventory/protocol/html')
    return writeHtml(inventory, { notes, source: (section) => sourceOf(inventory, origin, section) })
  }
  return writeInventory(inventory)
}

async function explained(options: Options, section: string, { inventory, origin }: Taken): Promise<string> {
  const { explain, explainIdentity, sectionAsked } = await import('./explain.ts')
  if (section !== 'identity') {
    const { document, origins } = withTag(inventory, origin)
    return explain(document, origins, sectionAsked(section))
  }
  return explainIdentity(inventory, origin, options.deviceid === undefined ? 'host name and clock' : '--deviceid')
}

/** The tag enters the document when it is written; it is explained like everything else. */
function withTag(inventory: Inventory, origin: OriginOf) {
  const { content, tag } = inventory
  const before = content.ACCOUNTINFO ?? []
  if (!tag) return { document: inventory, origins: origin }
  const origins: OriginOf = (section, index, field) =>
    section === 'ACCOUNTINFO' && index === before.length
      ? { probe: 'inventory/tag', from: '--tag' }
      : origin(section, index, field)
  const document = {
    ...inventory,
    content: { ...content, ACCOUNTINFO: [...before, { KEYNAME: 'TAG', KEYVALUE: tag }] },
  }
  return { document, origins }
}

/** Sources named in a page; the others are counted. */
const mostSources = 6

/** Where the values of a section come from, each source once, as one line. */
function sourceOf({ content }: Inventory, origin: OriginOf, section: string): string | undefined {
  const found: unknown = content[section as keyof Inventory['content']]
  const entries: readonly unknown[] = Array.isArray(found) ? found : [found]
  const sources = new Set<string>()
  for (const [index, entry] of entries.entries())
    for (const field of typeof entry === 'object' && entry !== null ? Object.keys(entry) : []) {
      const from = origin(section, index, field)?.from
      // One process, one disk: their kind says enough.
      if (from) sources.add(from.replace(/\/\d+(?=\/|$)/, '/<n>'))
    }
  const names = [...sources]
  const rest = names.length - mostSources
  return names.length === 0
    ? undefined
    : `${names.slice(0, mostSources).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
