import type { Schema } from '../model/kinds.ts'
import { type Content, type Inventory, schema } from '../model/table.ts'

type Entry = Readonly<Record<string, unknown>>

/** Inventories that cannot be one. */
export class MergeError extends Error {
  override readonly name = 'MergeError'
}

/** One inventory for each machine, in the order in which they first appear. Throws MergeError. */
export function mergeInventories(inventories: readonly Inventory[]): readonly Inventory[] {
  const machines = new Map<string, Inventory>()
  for (const inventory of inventories) {
    const known = machines.get(inventory.deviceid)
    machines.set(inventory.deviceid, known ? mergeTwo(known, inventory) : inventory)
  }
  return [...machines.values()]
}

/** Values of the first, then what only the second says. */
function mergeTwo(a: Inventory, b: Inventory): Inventory {
  for (const [section, field] of [
    ['HARDWARE', 'UUID'],
    ['BIOS', 'SSN'],
  ] as const) {
    const [first, second] = [a, b].map(({ content }) => (content[section] as Entry | undefined)?.[field])
    if (first && second && String(first).toLowerCase() !== String(second).toLowerCase())
      throw new MergeError(`${section}/${field} differs, so these are two machines with one DEVICEID`)
  }
  const content: Record<string, unknown> = { ...a.content }
  for (const [name, value] of Object.entries(b.content)) content[name] = mergeSection(name, content[name], value)
  const tag = a.tag ?? b.tag
  return { deviceid: a.deviceid, content: content as Content, ...(tag === undefined ? {} : { tag }) }
}

function mergeSection(name: string, a: unknown, b: unknown): unknown {
  if (a === undefined) return b
  const section = Object.hasOwn(schema, name) ? (schema as Schema)[name] : undefined
  if (section ? section.many : Array.isArray(a) || Array.isArray(b)) return mergeLists(list(a), list(b), section?.key)
  return isMap(a) && isMap(b) ? { ...b, ...a } : a
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** Entries with the key of the model are one, equal entries too; within one list all stay. */
function mergeLists(a: readonly unknown[], b: readonly unknown[], key: readonly string[] | undefined): unknown {
  const places = new Map<string, number>()
  const nameOf = (entry: unknown): string => {
    const values = isMap(entry) && key ? key.map((field) => entry[field]) : []
    const keyed = values.length > 0 && values.every((value) => value !== undefined && value !== '')
    return keyed ? `key ${JSON.stringify(values.map(String))}` : `all ${canonical(entry)}`
  }
  const merged = [...a]
  for (const [at, entry] of a.entries()) places.set(nameOf(entry), at)
  for (const entry of b) {
    const at = places.get(nameOf(entry))
    const known = at === undefined ? undefined : merged[at]
    if (at === undefined) merged.push(entry)
    else if (isMap(known) && isMap(entry)) merged[at] = { ...entry, ...known }
  }
  return merged
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    isMap(inner) ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1))) : inner,
  ) ?? ''

const isMap = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value)
