import { textTable } from '@fusioninventory/cli-kit'
import { type Identity, printedOid, textsOf } from '@fusioninventory/core-probes/snmp'
import type { DeviceContent } from '@fusioninventory/protocol'
import { usualObjects } from './objects.ts'
import { identitySection } from './section.ts'
import { lineOf, type Trace } from './trace.ts'

/** One value of the document with where it stands in it. */
interface Leaf {
  /** `INFO`, `PORTS[3]`. */
  readonly place: string
  /** `MAC`, `VLANS/VLAN/NAME`. */
  readonly field: string
  readonly value: string
  /** What the instances of its entry end in: the number of a port or part. */
  readonly row?: string
}

/** Fields that number the entries of a section. */
const numbers: Readonly<Record<string, string>> = { PORTS: 'IFNUMBER', COMPONENTS: 'INDEX' }

/** What is known of where values come from. */
export interface Origins {
  readonly trace: Trace | undefined
  readonly sources: Identity['sources']
}

/** What the identity of a device is called in INFO, where identification says which rule gave it. */
const ofIdentity: Readonly<Record<string, keyof Identity['sources']>> = {
  COMMENTS: 'description',
  CONTACT: 'contact',
  FIRMWARE: 'firmware',
  'IPS/IP': 'addresses',
  LOCATION: 'location',
  MAC: 'mac',
  MANUFACTURER: 'manufacturer',
  MODEL: 'model',
  NAME: 'name',
  SERIAL: 'serial',
  TYPE: 'type',
  UPTIME: 'uptime',
}

/** By which servers tell devices apart, and what they are called there. */
const identity = ['SERIAL', 'MAC', 'NAME', 'IPS/IP', 'TYPE', 'MANUFACTURER', 'MODEL']

/**
 * Each field of the document, its value and the instance that says it; then all that was asked. `section`: of that one
 * only, `identity`: what a server can recognise the device by, with what is not known of it.
 */
export function explainDevice(
  name: string,
  content: DeviceContent,
  { trace, sources }: Origins,
  section: string = '',
): string {
  const said = trace ? instancesOf(trace) : new Map<string, readonly string[]>()
  const sourceOfLeaf = (leaf: Leaf): string => {
    const rule = leaf.place === 'INFO' ? ofIdentity[leaf.field] : undefined
    const told = rule === undefined ? undefined : sources[rule]
    return told === undefined ? sourceOf(said, leaf) : told.replace(/\b1(?:\.\d+){3,}/g, printedOid)
  }
  const wanted = section === identitySection ? 'INFO' : section
  const rows = [...leaves(content)]
    .filter(({ place }) => wanted === '' || place === wanted || place.startsWith(`${wanted}[`) || place === failure)
    .map((leaf) => [leaf.place, leaf.field, leaf.value, sourceOfLeaf(leaf)] as const)
  const shown =
    section === identitySection ? [...identity.flatMap((field) => identified(rows, field)), ...failures(rows)] : rows
  const asked = section === '' ? ['\nREQUESTS\n', ...(trace?.asked ?? []).map((one) => `${lineOf(one)}\n`)] : []
  return [`${name}\n\n`, textTable([['SECTION', 'FIELD', 'VALUE', 'SOURCE'], ...shown]), ...asked, '\n'].join('')
}

type Row = readonly [place: string, field: string, value: string, source: string]

/** Why a device could not be described is said whatever is asked for. */
const failure = 'ERROR'
const failures = (rows: readonly Row[]): readonly Row[] => rows.filter(([place]) => place === failure)

function identified(rows: readonly Row[], wanted: string): readonly Row[] {
  const found = rows.filter(([place, field]) => place === 'INFO' && field === wanted)
  return found.length > 0 ? found : [['INFO', wanted, '(not known)', '-']]
}

/** Instances by each text that their value can become in a document. */
function instancesOf({ recording }: Trace): ReadonlyMap<string, readonly string[]> {
  const said = new Map<string, string[]>()
  for (const [oid, value] of recording().values)
    for (const text of textsOf(value)) {
      const known = said.get(text)
      if (known) known.push(oid)
      else said.set(text, [oid])
    }
  return said
}

/**
 * The instance with that value, of several the one of the same row, and the object that the field usually comes from. A value
 * that none has was worked out; so, for all that can be known, was a small number that only stands elsewhere.
 */
function sourceOf(said: ReadonlyMap<string, readonly string[]>, { place, field, value, row }: Leaf): string {
  const all = (said.get(value) ?? []).map(printedOid)
  const usual = usualObjects[`${place.replace(/\[\d+\]$/, '')}/${field}`] ?? []
  const own = row === undefined ? all : all.filter((one) => one.endsWith(`.${row}`))
  const named = usual.flatMap((object) => own.filter((one) => one.startsWith(`${object}.`)))
  const candidates = named.length > 0 ? named.slice(0, 1) : /^\d{1,4}$/.test(value) ? [] : own.length > 0 ? own : all
  const [first] = candidates
  if (first === undefined) return '(worked out)'
  return candidates.length === 1 ? first : `${first} (or one of ${candidates.length - 1} more)`
}

function* leaves(content: DeviceContent): Iterable<Leaf> {
  for (const [section, found] of Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entries: readonly unknown[] = Array.isArray(found) ? found : [found]
    for (const [index, entry] of entries.entries()) {
      const number = isMap(entry) ? entry[numbers[section] ?? ''] : undefined
      const place = Array.isArray(found) ? `${section}[${index}]` : section
      for (const [field, value] of inside('', entry))
        yield { place, field, value, ...(number !== undefined && { row: String(number) }) }
    }
  }
}

function* inside(path: string, value: unknown): Iterable<readonly [field: string, value: string]> {
  if (Array.isArray(value)) for (const one of value) yield* inside(path, one)
  else if (isMap(value))
    for (const [name, one] of Object.entries(value)) yield* inside(path === '' ? name : `${path}/${name}`, one)
  else if (value !== undefined && value !== null) yield [path, String(value)]
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
