import { elements, parseXml, type XmlElement } from '../testkit/src/server/xml.ts'
import { differences, more, type Row } from './perl-differences.ts'

export type Content = ReadonlyMap<string, readonly Row[]>

/** Sections of an inventory document. Empty elements are no values. */
export function contentOf(document: string): Content {
  const content = new Map<string, Row[]>()
  for (const section of elements(parseXml(document), 'CONTENT').flatMap(({ children }) => children))
    content.set(section.name, [...(content.get(section.name) ?? []), rowOf(section)])
  return content
}

function rowOf(section: XmlElement): Row {
  const row: Record<string, string> = {}
  const add = (name: string, { children, text }: XmlElement): void => {
    for (const child of children) add(`${name}/${child.name}`, child)
    if (children.length === 0 && text !== '') row[name] = row[name] === undefined ? text : `${row[name]} ${text}`
  }
  for (const child of section.children) add(child.name, child)
  return row
}

/** Sections that tell of the agent, not of the machine. */
export const ofTheAgent: readonly string[] = ['ACCESSLOG', 'VERSIONCLIENT', 'VERSIONPROVIDER']

/** The fields that tell the entries of a section apart; a section of one entry has none, nor one whose order counts. */
export const sections: ReadonlyMap<string, readonly string[]> = new Map([
  ['HARDWARE', []],
  ['OPERATINGSYSTEM', []],
  ['BIOS', []],
  ['CPUS', []],
  ['MEMORIES', ['NUMSLOTS']],
  ['SLOTS', ['NAME', 'DESIGNATION']],
  ['PORTS', []],
  ['POWERSUPPLIES', ['SERIALNUMBER']],
  ['BATTERIES', ['NAME']],
  ['CONTROLLERS', ['PCISLOT', 'NAME']],
  ['VIDEOS', ['PCISLOT', 'NAME']],
  ['SOUNDS', ['NAME', 'DESCRIPTION']],
  ['MODEMS', ['NAME']],
  ['USBDEVICES', ['VENDORID', 'PRODUCTID', 'SERIAL']],
  ['MONITORS', ['BASE64']],
  ['INPUTS', ['CAPTION']],
  ['PRINTERS', ['PORT']],
  ['DRIVES', ['TYPE']],
  ['NETWORKS', ['DESCRIPTION', 'IPADDRESS', 'IPADDRESS6', 'WWN']],
  ['SOFTWARES', ['NAME', 'VERSION', 'ARCH', 'FROM']],
  ['PROCESSES', ['PID']],
  ['USERS', ['LOGIN']],
  ['LOCAL_USERS', ['LOGIN', 'ID']],
  ['LOCAL_GROUPS', ['NAME', 'ID']],
  ['ENVS', ['KEY']],
  ['VIRTUALMACHINES', ['UUID']],
])

/** The same for sections of probes to come: compared as soon as we tell any of them. */
export const later: ReadonlyMap<string, readonly string[]> = new Map([
  ['DATABASES_SERVICES', ['NAME']],
  ['FIREWALL', ['IPADDRESS', 'DESCRIPTION']],
  ['LICENSEINFOS', ['NAME', 'KEY']],
  ['LOGICAL_VOLUMES', ['LV_UUID']],
  ['MONITORS', ['BASE64']],
  ['MODEMS', ['NAME']],
  ['PHYSICAL_VOLUMES', ['PV_UUID']],
  ['REMOTE_MGMT', ['TYPE']],
  ['STORAGES', ['NAME']],
  ['VIRTUALMACHINES', ['NAME']],
  ['USBDEVICES', ['VENDORID', 'PRODUCTID', 'SERIAL']],
  ['VIDEOS', ['PCISLOT', 'NAME']],
  ['VOLUME_GROUPS', ['VG_UUID']],
])

/** What of a section the Perl agent tells and we do not, or otherwise; and what differs for a reason in the table. */
export interface Comparison {
  /** Values compared. */
  readonly values: number
  readonly lacking: readonly string[]
  /** Reasons, each with the number of values. */
  readonly expected: ReadonlyMap<string, number>
}

export function compareSection(section: string, perl: readonly Row[], ours: readonly Row[]): Comparison {
  const keys = sections.get(section) ?? later.get(section) ?? []
  const lacking: string[] = []
  const expected = new Map<string, number>()
  let values = 0
  const judge = (field: string, value: string, rows: { readonly perl: Row; readonly ours: Row }): void => {
    values += 1
    const own = rows.ours[field]
    if (own === value) return
    const reason = differences.find(
      (known) => known.section === section && known.field === field && known.like(value, own, rows),
    )
    if (reason) expected.set(reason.why, (expected.get(reason.why) ?? 0) + 1)
    else
      lacking.push(
        `${[section, ...keys.map((key) => rows.perl[key] ?? '')].join(' ')} ${field}: ${value} | ${own ?? 'nothing'}`,
      )
  }
  // The name of an interface stands without `@...` here.
  const keyOf = (row: Row): string => keys.map((key) => (row[key] ?? '').replace(/@.*/, '')).join('\n')
  const waiting = new Map<string, Row[]>()
  for (const row of ours) waiting.set(keyOf(row), [...(waiting.get(keyOf(row)) ?? []), row])
  for (const row of perl) {
    const own = waiting.get(keyOf(row))?.shift() ?? {}
    for (const [field, value] of Object.entries(row)) judge(field, value, { perl: row, ours: own })
  }
  const extra = [...waiting.values()].flat()
  const allowed = more.get(section)
  if (allowed !== undefined && extra.length > 0) expected.set(allowed, extra.length)
  if (allowed === undefined) for (const row of extra) lacking.push(`${section}: only ours: ${JSON.stringify(row)}`)
  return { values, lacking, expected }
}
