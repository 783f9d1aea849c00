import {
  describe,
  discovered,
  identify,
  type Recording,
  recordedSession,
  remember,
  SnmpError,
} from '@fusioninventory/core-probes/snmp'
import { fieldOf, flatten, type Tree } from './flatten.ts'
import type { Device } from './recordings.ts'

/** One field of one device. `part` is the document that it stands in. */
export interface Compared {
  readonly device: string
  readonly part: 'discovery' | 'inventory'
  readonly path: string
  readonly field: string
  readonly expected: string | undefined
  readonly got: string | undefined
  /**
   * `equal`; `fixed`: what a spec line marked [DO] asks for instead, verified on the recording; `doubt`: the recordings' own
   * list of places where the expected value is wrong; `excused`: another value, for a reason; `differs`.
   */
  readonly verdict: 'equal' | 'fixed' | 'doubt' | 'excused' | 'differs'
  readonly reason?: string
}

/** A field that is not equal, for a rule to judge. */
export interface Question extends Omit<Compared, 'verdict' | 'reason'> {
  readonly recording: Recording
  /** Everything that was expected, and everything that we say, in this document. */
  readonly expectedAll: ReadonlyMap<string, string>
  readonly gotAll: ReadonlyMap<string, string>
}

/** Why a field may be unequal: `fixed` where a rule can show on the recording that ours is right. */
export interface Rule {
  readonly verdict: 'fixed' | 'excused'
  /** Field, e.g. `inventory.PORTS.PORT.IFINOCTETS`; a trailing `*` takes all that begin so. */
  readonly fields: readonly string[]
  readonly reason: string
  /** Absent: always. */
  readonly when?: (question: Question) => boolean
}

/** Runs one device and compares both of its documents; what is unequal goes to the rules. */
export async function compare(
  { name, recording, expected }: Device,
  rules: readonly Rule[],
): Promise<readonly Compared[]> {
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
