import type { Content } from '@fusioninventory/protocol'
import type { Host } from '../../host/port.ts'
import type { ProbeContext, Source } from '../probe.ts'

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

/** A virtualization product. It is asked where one of its signs is there. */
export interface Tool {
  /** Programs, any of which shows that it is installed. */
  readonly programs?: readonly string[]
  /** Files, directories or sockets of which the same is true; `<uid>` is ours. */
  readonly paths?: readonly string[]
  /** Where this is known not to be there, the programs are those of a client only, and not started to hear that. */
  readonly service?: string
  readonly reads: readonly Source[]
  readonly read: ReadGuests
}
