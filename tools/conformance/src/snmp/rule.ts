import type { Recording } from '@fusioninventory/core-probes/snmp'

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
