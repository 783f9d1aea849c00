import { traced } from '../probe.ts'
import type { Found, Guest } from './guest.ts'

/** One spelling for all that tools write for the same identity. */
const plain = (text: string): string => text.toLowerCase().replace(/[-{}\s]/g, '')

/** Long ids of containers are known by their first twelve digits, too. */
const idsOf = ({ guest, also = [] }: Found): readonly string[] =>
  [guest.UUID, ...also]
    .filter((id) => id !== undefined && id !== '')
    .map((id) => plain(String(id)))
    .map((id) => (/^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id))

/**
 * Guests that several tools tell of stand there once: those of one identity, or of one name where one of the two has
 * none. What an earlier tool says of it holds. Within a tool all are different.
 */
export function mergeGuests(byTool: readonly (readonly Found[])[]): Guest[] {
  const merged: Found[][] = []
  const byId = new Map<string, Found[]>()
  const byName = new Map<string, Found[]>()
  for (const guests of byTool) {
    const known: [Found, Found[] | undefined][] = guests.map((one) => [one, sameAs(one, byId, byName)])
    for (const [one, before] of known) {
      const group = before ?? []
      if (!before) merged.push(group)
      group.push(one)
      for (const id of idsOf(one)) byId.set(id, byId.get(id) ?? group)
      const name = one.guest.NAME?.toLowerCase()
      if (name) byName.set(name, byName.get(name) ?? group)
    }
  }
  return merged.map((group) => traced(...group.map(({ from, guest }) => [from, guest] as const)))
}

function sameAs(
  one: Found,
  byId: ReadonlyMap<string, Found[]>,
  byName: ReadonlyMap<string, Found[]>,
): Found[] | undefined {
  const ids = idsOf(one)
  const same = ids.map((id) => byId.get(id)).find((group) => group !== undefined)
  if (same) return same
  const named = byName.get(one.guest.NAME?.toLowerCase() ?? '')
  return named && (ids.length === 0 || named.every((other) => idsOf(other).length === 0)) ? named : undefined
}
