import { type Schema, schema } from '@fusioninventory/protocol'
import type { Json } from './case.ts'
import { isMap, isPattern } from './compare.ts'

/**
 * The generic clean-up that entries go through on their way into an inventory: control characters and empty values go,
 * fields that the section does not have are dropped. Written apart from that of the suite, so that it can judge it.
 */
export function cleaned(section: string, value: Json): Json {
  const known = (schema as Schema)[section]
  if (!known) return value
  if (Array.isArray(value)) return value.map((entry) => cleaned(section, entry))
  if (!isMap(value) || isPattern(value)) return value
  const entry = withoutEmpty(value)
  const kept = Object.entries(entry).filter(([name]) => Object.hasOwn(known.fields, name))
  const result: Record<string, Json> = Object.fromEntries(kept)
  if (section === 'STORAGES' && result.SERIALNUMBER === undefined && result.SERIAL !== undefined)
    result.SERIALNUMBER = result.SERIAL
  return result
}

function withoutEmpty(map: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  const kept: Record<string, Json> = {}
  for (const [name, found] of Object.entries(map)) {
    const value = sanitised(found)
    if (value !== undefined && value !== null && value !== '') kept[name] = value
  }
  return kept
}

function sanitised(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return value.replace(/\p{Cc}/gu, '')
  if (Array.isArray(value)) return value.flatMap((item) => sanitised(item) ?? [])
  return isMap(value) && !isPattern(value) ? withoutEmpty(value) : value
}
