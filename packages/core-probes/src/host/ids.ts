/**
 * Id databases (pci.ids, usb.ids: indented by tabs, two blanks before the name; pnp.ids: a tab before it).
 * Who looks something up tells so, for recordings keep nothing else of them. Nothing but what is looked up is decoded.
 */
import { Buffer } from 'node:buffer'
import { type IdTableName, packagedIds } from './io/id-table.ts'
import type { Host } from './port.ts'
import { compareBytes, decodeText, encodeText } from './text.ts'

/** Ids from the outermost in: vendor, device, `subvendor subdevice`; or `C 02`, `00` for classes. Lower-case hex. */
export type IdPath = readonly [string, ...string[]]

export interface IdDatabase {
  /** Name of the last id; undefined where the database does not have it. */
  name(...ids: IdPath): string | undefined
}

/** Where distributions keep their own: pciutils, usbutils and hwdata. */
export const idPaths = {
  'pci.ids': ['/usr/share/misc/pci.ids', '/usr/share/hwdata/pci.ids', '/usr/share/pci.ids'],
  'usb.ids': [
    '/usr/share/misc/usb.ids',
    '/usr/share/hwdata/usb.ids',
    '/usr/share/usb.ids',
    '/var/lib/usbutils/usb.ids',
  ],
  'pnp.ids': ['/usr/share/misc/pnp.ids', '/usr/share/hwdata/pnp.ids'],
} as const satisfies Record<IdTableName, readonly string[]>

const NAMES: ReadonlySet<string> = new Set(Object.keys(idPaths))

export const isIdDatabase = (path: string): boolean => NAMES.has(path.slice(path.lastIndexOf('/') + 1))

const listeners = new WeakMap<Host, (path: string, ids: IdPath) => void>()

/** Tells of each lookup that is made through this host from now on. */
export const onIdLookup = (host: Host, listen: (path: string, ids: IdPath) => void): void => {
  listeners.set(host, listen)
}

/**
 * The newest database of that name that the machine has, else the one inside the package. It must be read in no other
 * way, or a recording would lack what was found.
 */
export async function openIds(host: Host, name: IdTableName): Promise<IdDatabase> {
  const stats = await Promise.all(
    idPaths[name].map(async (path) => {
      const stat = await host.files.stat(path)
      return stat.state === 'ok' && stat.value.type === 'f' ? [{ path, mtime: stat.value.mtime ?? 0 }] : []
    }),
  )
  for (const { path } of stats.flat().sort((a, b) => b.mtime - a.mtime)) {
    const bytes = await host.files.bytes(path)
    if (bytes.state !== 'ok' || bytes.value.length === 0) continue
    const database = idDatabase(bytes.value)
    return {
      name(...ids) {
        listeners.get(host)?.(path, ids)
        return database.name(...ids)
      },
    }
  }
  return packaged(name)
}

/** The database inside the package. */
export const packaged = (name: IdTableName): IdDatabase => idDatabase(packagedIds(name))

/** A line: the byte after its id, and the line feed at its end. */
interface Line {
  readonly after: number
  readonly end: number
  /** End of the lines below it, once they were needed. */
  below?: number
}

/** A database in the bytes of its text. What was found once is not searched again. */
export function idDatabase(text: Uint8Array): IdDatabase {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  const lines = new Map<string, Line | undefined>()
  const lineOf = (ids: readonly string[]): Line | undefined => {
    const key = ids.join('\t')
    if (lines.has(key)) return lines.get(key)
    const line = search(ids)
    lines.set(key, line)
    return line
  }
  const search = (ids: readonly string[]): Line | undefined => {
    const depth = ids.length - 1
    const id = ids[depth] ?? ''
    if (depth === 0) return findLine(bytes, id, 0, bytes.length)
    const above = lineOf(ids.slice(0, depth))
    if (!above) return undefined
    above.below ??= blockEnd(bytes, above.end, depth, ids[0] ?? '')
    return findLine(bytes, '\t'.repeat(depth) + id, above.end, above.below)
  }
  return {
    name(...ids) {
      const line = lineOf(ids)
      return line && decodeText(bytes.subarray(line.after, line.end)).trim()
    },
  }
}

const TAB = 9
const LF = 10
const BLANK = 32
const HASH = 35

/** The line that begins so, between `from` (a line feed, or the beginning) and `to`. */
function findLine(bytes: Buffer, key: string, from: number, to: number): Line | undefined {
  const found = (start: number): Line | undefined => {
    const after = start + key.length
    if (bytes[after] !== TAB && (bytes[after] !== BLANK || bytes[after + 1] !== BLANK)) return undefined
    const end = bytes.indexOf(LF, after)
    return { after, end: end < 0 ? bytes.length : end }
  }
  if (from === 0 && bytes.toString('latin1', 0, key.length) === key) {
    const first = found(0)
    if (first) return first
  }
  // Classes come last.
  if (key.startsWith('C ')) {
    const at = bytes.lastIndexOf(`\n${key}`)
    return at < 0 ? undefined : found(at + 1)
  }
  const region = bytes.subarray(from, to)
  for (let at = region.indexOf(`\n${key}`); at >= 0; at = region.indexOf(`\n${key}`, at + 1)) {
    const line = found(from + at + 1)
    if (line) return line
  }
  return undefined
}

/** First characters of outermost lines, in the order that the databases keep. */
const FIRSTS = '0123456789abcdefC'

/** Where the lines after a line feed end that are indented so; comments and empty lines do not count. */
function blockEnd(bytes: Buffer, from: number, depth: number, id: string): number {
  // A vendor may have thousands of lines, so the next one is searched, by the order of the file.
  if (depth === 1 && FIRSTS.includes(id[0] ?? ' '))
    for (const first of FIRSTS.slice(FIRSTS.indexOf(id[0] ?? ' '))) {
      const next = bytes.indexOf(`\n${first}`, from)
      if (next >= 0) return next
    }
  for (let at = from; at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const start = at + 1
    let tabs = 0
    while (tabs < depth && bytes[start + tabs] === TAB) tabs++
    if (tabs < depth && bytes[start] !== HASH && bytes[start] !== LF) return at
  }
  return bytes.length
}

/** A database with only these ids and what they stand below, always in the same order. */
export function cutIds(database: string, lookups: readonly IdPath[]): string {
  const separator = /^[^#\s]+\t/m.test(database) ? '\t' : '  '
  const { name: nameOf } = idDatabase(encodeText(database))
  const lines = new Map<string, string>()
  for (const ids of lookups)
    for (let depth = 1; depth <= ids.length; depth++) {
      const path = ids.slice(0, depth) as unknown as IdPath
      const name = nameOf(...path)
      if (name === undefined) break
      lines.set(path.join('\0'), `${'\t'.repeat(depth - 1)}${path.at(-1)}${separator}${name}\n`)
    }
  return [...lines]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([, line]) => line)
    .join('')
}
