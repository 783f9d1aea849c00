import type { LiveMethods } from '@fusioninventory/core-probes/network'
import type { SnmpCredential } from '@fusioninventory/protocol'
import type { Plan } from './plan.ts'

/** What a search is done with, for those who are told of it. */
export interface About {
  /** Addresses to be searched in this run. */
  readonly total: number
  readonly plan: Plan
  readonly credentials: readonly SnmpCredential[]
  readonly live: LiveMethods
}
