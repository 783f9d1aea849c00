import type { SnmpSession } from '@fusioninventory/core-probes/snmp'
import type { SnmpCredential } from '@fusioninventory/protocol'
import type { Target } from './target.ts'

/** Bounds of the questions to one device. */
export interface Patience {
  /** For one answer, with all retransmissions. */
  readonly timeoutMs: number
  /** For all of them. */
  readonly budgetMs: number
  readonly signal: AbortSignal
}

/** Opens a device that has not been asked yet; rejects with an SnmpError. */
export type OpenDevice = (target: Target, credential: SnmpCredential, patience: Patience) => Promise<SnmpSession>
