import { type Inventory, schema } from '../model/table.ts'
import { lastSections, sectionOrder } from './labels.ts'
import { htmlPage } from './page.ts'
import { partOf } from './part.ts'
import { summary } from './summary.ts'

export interface ReportOptions {
  /** Where the values of a section come from, as one line. */
  readonly source?: (section: string) => string | undefined
  /** What is not in it, and why: one line each. */
  readonly notes?: readonly string[]
}

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
    parts: names.flatMap((section) => partOf(schema, section, sections[section], source?.(section)) ?? []),
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
