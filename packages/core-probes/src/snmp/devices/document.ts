import type { DeviceDocument } from './module.ts'

/** What vendor modules do to the plain tree of an inventory. */

export type Entry = { [key: string]: unknown }

/** INFO of a document, made where it is missing. */
export function infoOf(document: DeviceDocument): Entry {
  const info = (document.INFO ?? {}) as Entry
  document.INFO = info
  return info
}

/** Ports, to be changed in place. */
export function portsOf(document: DeviceDocument): Entry[] {
  const ports = document.PORTS as { PORT?: Entry[] } | undefined
  return ports?.PORT ?? []
}

export function addPort(document: DeviceDocument, port: Entry): void {
  document.PORTS = { PORT: [...portsOf(document), filled(port)] }
}

export function addComponents(document: DeviceDocument, added: readonly Entry[]): void {
  const components = document.COMPONENTS as { COMPONENT?: Entry[] } | undefined
  if (added.length > 0) document.COMPONENTS = { COMPONENT: [...(components?.COMPONENT ?? []), ...added.map(filled)] }
}

/** One more entry of a list: FIRMWARES, MODEMS, SIMCARDS, STORAGES, DRIVES. */
export function add(document: DeviceDocument, list: string, entry: Entry): void {
  const known = (document[list] ?? []) as Entry[]
  document[list] = [...known, filled(entry)]
}

/** Sets page counters; those that are no whole number are left as they were. */
export function count(document: DeviceDocument, counters: Readonly<Record<string, number | undefined>>): void {
  const known = (document.PAGECOUNTERS ?? {}) as Entry
  for (const [name, value] of Object.entries(counters)) if (value !== undefined) known[name] = value
  if (Object.keys(known).length > 0) document.PAGECOUNTERS = known
}

/** The sum of what is there; undefined when nothing is. */
export function sum(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0)
}

const filled = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== ''))
