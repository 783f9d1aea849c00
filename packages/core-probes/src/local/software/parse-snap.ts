import { bytesOf } from '../byte-size.ts'

/** Snaps that other snaps run on, and that of snapd itself: parts of the system, not software of somebody's choice. */
const system: ReadonlySet<string> = new Set(['base', 'core', 'os', 'snapd'])
export const isSystemSnap = (type: string | undefined): boolean => type !== undefined && system.has(type)

/** Names and versions in `snap list`, without those of the system (column Notes). */
export function parseSnapList(text: string): { readonly name: string; readonly version: string }[] {
  return text.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/)
    const [name = '', version = ''] = columns
    const notes = columns.slice(5).join('').split(',')
    const snap = /^[a-z0-9][a-z0-9_-]*$/.test(name) && columns.length > 2 && !notes.some(isSystemSnap)
    return snap ? [{ name, version }] : []
  })
}

/**
 * The top level of a YAML document as snap metadata and `snap info` are written: `key: value` at the beginning of a line,
 * plain, quoted, or a block of indented lines (joined by blanks). Lists and maps are passed over.
 */
export function parseTopLevel(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  let key = ''
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^([\w-]+):(?:\s+(.*))?$/.exec(line) ?? []
    if (name !== undefined) {
      key = fields.has(name) ? '' : name
      if (key) fields.set(key, /^[|>][+-]?$/.test(value) ? '' : unquoted(value.trim()))
    } else if (key && /^\s+[^\s:#-][^:]*$/.test(line)) {
      const before = fields.get(key) ?? ''
      if (before.length < 4096) fields.set(key, `${before} ${line.trim()}`.trim())
    } else if (/^\S/.test(line)) key = ''
  }
  return fields
}

function unquoted(value: string): string {
  if (/^".*"$/.test(value)) return value.slice(1, -1).replace(/\\(["\\])/g, '$1')
  return /^'.*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value
}

/** What `snap info` tells of an installed snap. Undefined is "not told". */
export function parseSnapInfo(text: string) {
  const fields = parseTopLevel(text)
  const [, size = ''] = /\(\S{1,20}\)\s{1,9}(\d\S{0,20})/.exec(fields.get('installed') ?? '') ?? []
  return {
    // Stars and the like are marks of how far the store trusts it.
    publisher: fields.get('publisher')?.replace(/\s*[*✓✪]{1,3}$/u, '') || undefined,
    summary: fields.get('summary') || undefined,
    contact: fields.get('contact') || undefined,
    size: bytesOf(size),
  }
}

/** A snap that snapd has installed. */
interface StateSnap {
  readonly name: string
  readonly type: string | undefined
  readonly revision: string | undefined
  readonly id: string | undefined
}

/** The snaps of `/var/lib/snapd/state.json`. */
export function parseSnapState(text: string): StateSnap[] {
  const snaps = member(member(parsed(text), 'data'), 'snaps')
  return Object.entries(isMap(snaps) ? snaps : {}).map(([name, snap]) => {
    const revision = word(member(snap, 'current'))
    const sequence = member(snap, 'sequence')
    const side = (Array.isArray(sequence) ? sequence : []).find((one) => word(member(one, 'revision')) === revision)
    return { name, type: word(member(snap, 'type')), revision, id: word(member(side, 'snap-id')) }
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const member = (value: unknown, name: string): unknown =>
  isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined
const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
