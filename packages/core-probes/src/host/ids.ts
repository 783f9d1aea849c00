/**
 * Id databases (pci.ids, usb.ids: indented by tabs, two blanks before the name; pnp.ids: a tab before it).
 * Who looks something up tells so, for recordings keep nothing else of them.
 */
import type { Host, Reading } from './port.ts'
import { compareBytes } from './text.ts'

/** Ids from the outermost in: vendor, device, `subvendor subdevice`; or `C 02`, `00` for classes. Lower-case hex. */
export type IdPath = readonly [string, ...string[]]

export interface IdDatabase {
  /** Name of the last id; undefined where the database does not have it. */
  name(...ids: IdPath): string | undefined
}

const NAMES: ReadonlySet<string> = new Set(['pci.ids', 'usb.ids', 'pnp.ids'])

export const isIdDatabase = (path: string): boolean => NAMES.has(path.slice(path.lastIndexOf('/') + 1))

const listeners = new WeakMap<Host, (path: string, ids: IdPath) => void>()

/** Tells of each lookup that is made through this host from now on. */
export const onIdLookup = (host: Host, listen: (path: string, ids: IdPath) => void): void => {
  listeners.set(host, listen)
}

/** Opens an id database of the machine. It must be read in no other way, or a recording would lack what was found. */
export async function readIds(host: Host, path: string): Promise<Reading<IdDatabase>> {
  const text = await host.files.text(path)
  if (text.state !== 'ok') return text
  const listen = listeners.get(host)
  const name = (...ids: IdPath): string | undefined => {
    listen?.(path, ids)
    return lookUp(text.value, ids)
  }
  return { state: 'ok', value: { name } }
}

/** The name at the end of the path of ids. */
export function lookUp(text: string, ids: IdPath): string | undefined {
  let region = `\n${text}`
  let name: string | undefined
  for (const [depth, id] of ids.entries()) {
    const line = findLine(region, `\n${'\t'.repeat(depth)}${id}`)
    if (!line) return undefined
    name = region.slice(line.name, line.end).trim()
    region = region.slice(line.end, blockEnd(region, line.end, '\t'.repeat(depth + 1)))
  }
  return name
}

/** Where the name on the line of a key begins and where the line ends. */
function findLine(region: string, key: string): { readonly name: number; readonly end: number } | undefined {
  for (let at = region.indexOf(key); at >= 0; at = region.indexOf(key, at + 1)) {
    const after = at + key.length
    if (region[after] === '\t' || region.startsWith('  ', after)) {
      const end = region.indexOf('\n', after)
      return { name: after, end: end < 0 ? region.length : end }
    }
  }
  return undefined
}

/** Where the lines after a line feed end that are indented so; comments and empty lines do not count. */
function blockEnd(region: string, from: number, indent: string): number {
  let at = from
  while (region.startsWith(indent, at + 1) || region[at + 1] === '#' || region[at + 1] === '\n') {
    const next = region.indexOf('\n', at + 1)
    if (next < 0) return region.length
    at = next
  }
  return at
}

/** A database with only these ids and what they stand below, always in the same order. */
export function cutIds(database: string, lookups: readonly IdPath[]): string {
  const separator = /^[^#\s]+\t/m.test(database) ? '\t' : '  '
  const lines = new Map<string, string>()
  for (const ids of lookups)
    for (let depth = 1; depth <= ids.length; depth++) {
      const path = ids.slice(0, depth) as unknown as IdPath
      const name = lookUp(database, path)
      if (name === undefined) break
      lines.set(path.join('\0'), `${'\t'.repeat(depth - 1)}${path.at(-1)}${separator}${name}\n`)
    }
  return [...lines]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([, line]) => line)
    .join('')
}
