import type { Oid, SnmpSession, SnmpValue } from '../port.ts'

/** One column of a table: the rest of the OID, which is the index of the row, to the value; in OID order. */
export type Column = ReadonlyMap<string, SnmpValue>

/** The columns of a subject by name: what it reads. */
export type Roots = Readonly<Record<string, Oid>>
export type Columns<T extends Roots> = { readonly [name in keyof T]: Column }

/** OIDs of the columns of one table entry. */
export function entry<const N extends string>(
  base: Oid,
  columns: Readonly<Record<N, number>>,
): Readonly<Record<N, Oid>> {
  const named = Object.entries<number>(columns).map(([name, column]) => [name, `${base}.${column}`])
  return Object.fromEntries(named) as Record<N, Oid>
}

/** Walks the columns of several subjects in common requests: a table that is not there costs next to nothing. */
export async function readTables<const T extends Readonly<Record<string, Roots>>>(
  session: SnmpSession,
  subjects: T,
): Promise<{ readonly [subject in keyof T]: Columns<T[subject]> }> {
  const roots = [...new Set(Object.values(subjects).flatMap((own) => Object.values(own)))]
  const walks = await session.walk(roots)
  const rows = new Map(roots.map((root, at) => [root, walks[at]?.rows ?? nothing]))
  const columnsOf = (own: Roots) => map(own, (root) => rows.get(root) ?? nothing)
  return map(subjects, columnsOf) as { readonly [subject in keyof T]: Columns<T[subject]> }
}

const nothing: Column = new Map()

const map = <V, R>(record: Readonly<Record<string, V>>, change: (value: V) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

/** A row's index as arcs. */
export const arcs = (index: string): readonly string[] => index.split('.')

/** The last arc of an index. */
export const lastArc = (index: string): string => index.slice(index.lastIndexOf('.') + 1)

/** Adds to the list of a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
