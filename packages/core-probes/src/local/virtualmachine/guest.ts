import type { Content } from '@fusioninventory/protocol'
import type { Host } from '../../host/port.ts'
import type { ProbeContext } from '../probe.ts'

/** A guest or container as the section has it. */
export type Guest = NonNullable<Content['VIRTUALMACHINES']>[number]

/** The states that servers know. */
export type Status = 'running' | 'blocked' | 'idle' | 'paused' | 'shutdown' | 'crashed' | 'dying' | 'off'

/** A guest, and what told it as a person names it. */
export interface Found {
  readonly from: string
  readonly guest: Guest
  /** Other names that tools know the same guest by. */
  readonly also?: readonly string[]
}

/** All guests that one tool knows. Nothing there is an empty list. */
export type ReadGuests = (host: Host, ctx: ProbeContext) => Promise<readonly Found[]>
