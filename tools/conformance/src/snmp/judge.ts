import { describe, discovered, identify, recordedSession, remember, SnmpError } from '@fusioninventory/core-probes/snmp'
import { fieldOf, flatten, type Tree } from './flatten.ts'
import type { Device } from './recordings.ts'
import type { Compared } from './rule.ts'
import { rules } from './rules.ts'

/** Runs one device and compares both of its documents. */
export async function compare({ name, recording, expected }: Device): Promise<readonly Compared[]> {
  const session = remember(recordedSession(recording))
  let discovery: Tree = {}
  let inventory: Tree = {}
  try {
    const identity = await identify(session)
    discovery = discovered(identity) as Tree
    inventory = (await describe(session, identity)) as Tree
  } catch (error) {
    // One that cannot be asked has said nothing: all that was expected is then missing.
    if (!(error instanceof SnmpError)) throw error
  }
  const parts = { discovery: flatten(discovery), inventory: flatten(inventory) }
  return (['discovery', 'inventory'] as const).flatMap((part) => {
    const wanted = flatten(expected[part])
    const other = flatten(merged(expected[part], expected.fi26?.[part]))
    const got = parts[part]
    return [...new Set([...wanted.keys(), ...got.keys()])].map((path): Compared => {
      const place = { device: name, part, path, field: fieldOf(path), expected: wanted.get(path), got: got.get(path) }
      if (place.expected === place.got || (other.has(path) ? other.get(path) : undefined) === place.got)
        return { ...place, verdict: 'equal' }
      const better = expected.better?.[place.field.replace(/^INFO\./, '')]
      if (better !== undefined && better.value === place.got) return { ...place, verdict: 'fixed', reason: 'better' }
      const field = `${part}.${place.field}`
      const doubt = expected.doubt?.find(({ path: doubted }) => matches(doubted, field, part))
      if (doubt !== undefined) return { ...place, verdict: 'doubt', reason: doubt.why }
      const question = { ...place, recording, expectedAll: wanted, gotAll: got }
      const rule = rules.find(
        ({ fields, when }) => fields.some((one) => fits(one, field)) && (when?.(question) ?? true),
      )
      return rule === undefined
        ? { ...place, verdict: 'differs' }
        : { ...place, verdict: rule.verdict, reason: rule.reason }
    })
  })
}

/** `discovery.TYPE` doubts the same value in the inventory too. */
function matches(doubted: string, field: string, part: string): boolean {
  const both = doubted.replace(/^discovery\./, 'inventory.INFO.')
  return [doubted, both].some((one) => field === one || field.startsWith(`${one}.`)) && part !== ''
}

const fits = (pattern: string, field: string): boolean =>
  pattern.endsWith('*') ? field.startsWith(pattern.slice(0, -1)) : field === pattern

/** The older agent reports whole keys otherwise; null: not at all. */
function merged(
  base: { readonly [name: string]: Tree },
  other: { readonly [name: string]: Tree } | null | undefined,
): Tree {
  return other === undefined || other === null ? base : { ...base, ...other }
}
