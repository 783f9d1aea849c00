import { plain, string } from '../clean.ts'
import type { Oid, SnmpValue } from '../port.ts'
import type { Match, Read, Source } from './module.ts'

/** A value, and the OID that gave it; a computed one names what it needs first. */
interface Found {
  readonly value: SnmpValue
  readonly from: string
}

/** Evaluates a source: the first that `clean` accepts. */
export function find<T>(
  source: Source | undefined,
  read: Read,
  clean: (value: SnmpValue) => T | undefined,
): { readonly value: T; readonly from: string } | undefined {
  if (source === undefined) return undefined
  if (isList(source)) {
    for (const one of source) {
      const found = find(one, read, clean)
      if (found !== undefined) return found
    }
    return undefined
  }
  const found = raw(source, read)
  if (found === undefined) return undefined
  const value = clean(found.value)
  return value === undefined || value === '' ? undefined : { value, from: found.from }
}

function raw(source: Exclude<Source, readonly Source[]>, read: Read): Found | undefined {
  if (typeof source === 'string') {
    const value = read.value(source)
    return value === undefined ? undefined : { value, from: source }
  }
  if ('text' in source) return { value: octets(source.text), from: 'module' }
  if ('own' in source) {
    const oid = `${read.known.objectId}.${source.own}`
    const value = read.known.objectId === undefined ? undefined : read.value(oid)
    return value === undefined ? undefined : { value, from: oid }
  }
  if ('pattern' in source) {
    const value = read.value(source.oid)
    const match = value === undefined ? null : source.pattern.exec(shown(string(value) ?? ''))
    return match === null ? undefined : { value: octets(match[1] ?? match[0]), from: source.oid }
  }
  const value = source.from(read)
  const from = source.needs?.[0] ?? source.walks?.[0] ?? 'computed'
  return value === undefined ? undefined : { value: typeof value === 'string' ? octets(value) : value, from }
}

/** Instances that a source may read. */
export function instancesOf(source: Source | undefined, objectId: Oid | undefined): readonly Oid[] {
  if (source === undefined) return []
  if (typeof source === 'string') return [source]
  if (isList(source)) return source.flatMap((one) => instancesOf(one, objectId))
  if ('text' in source) return []
  if ('own' in source) return objectId === undefined ? [] : [`${objectId}.${source.own}`]
  return 'pattern' in source ? [source.oid] : (source.needs ?? [])
}

/** Tables that a source may read. */
export function tablesOf(source: Source | undefined): readonly Oid[] {
  if (source === undefined || typeof source === 'string') return []
  if (isList(source)) return source.flatMap(tablesOf)
  return 'walks' in source ? (source.walks ?? []) : []
}

/** Patterns see no more than this of a value: a device may send much, to keep a backtracking expression busy. */
const MAX_MATCHED = 1024

export const shown = (text: string): string => text.slice(0, MAX_MATCHED)

const isList = (source: Source): source is readonly Source[] => Array.isArray(source)

const octets = (text: string): SnmpValue => ({ type: 'octets', value: Buffer.from(text) })

/** Whether an instance reads as a match asks. */
export function reads(value: SnmpValue | undefined, match: Match): boolean {
  return value !== undefined && (match.value === undefined || match.value.test(shown(plain(value))))
}
