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
export function lookUp(database: string, ids: IdPath): string | undefined {
  let from = 0
  let end = database.length
  let name: string | undefined
  for (const [depth, id] of ids.entries()) {
    const line = findLine(database, `${'\t'.repeat(depth)}${id}`, from, end)
    if (!line) return undefined
    name = line.name
    from = line.end
    end = blockEnd(database, line.end, depth + 1, end)
  }
  return name
}

function findLine(text: string, key: string, from: number, end: number): { name: string; end: number } | undefined {
  for (let at = text.startsWith(key, from) && from === 0 ? -1 : text.indexOf(`\n${key}`, Math.max(0, from - 1)); ; ) {
    if (at >= end || (at < 0 && !(from === 0 && text.startsWith(key)))) return undefined
    const after = at + 1 + key.length
    const separator = text.startsWith('  ', after) ? 2 : text[after] === '\t' ? 1 : 0
    if (separator > 0) {
      const stop = text.indexOf('\n', after)
      const lineEnd = stop < 0 ? text.length : stop + 1
      return { name: text.slice(after + separator, stop < 0 ? undefined : stop).trim(), end: lineEnd }
    }
    at = text.indexOf(`\n${key}`, after)
    if (at < 0) return undefined
  }
}

/** Where the lines end that are indented by at least `depth` tabs; comments and empty lines do not count. */
function blockEnd(text: string, from: number, depth: number, end: number): number {
  const indent = '\t'.repeat(depth)
  let at = from
  while (at < end && (text.startsWith(indent, at) || text[at] === '#' || text[at] === '\n')) {
    const next = text.indexOf('\n', at)
    if (next < 0) return end
    at = next + 1
  }
  return Math.min(at, end)
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
