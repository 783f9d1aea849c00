import type { Oid, SnmpValue } from '../../port.ts'

/** One request. */
export interface Question {
  readonly kind: 'get' | 'next' | 'bulk'
  readonly oids: readonly Oid[]
  /** Of `bulk`: how many instances of each. */
  readonly repetitions?: number
  /** Milliseconds for the answer, with all retransmissions. */
  readonly limit: number
  /** Milliseconds up to the first retransmission; each further one takes twice as long. */
  readonly retransmit: number
  /** The context of a VLAN. */
  readonly vlan?: string
  /** Asks by v1 though the credential is for v2c. */
  readonly old?: boolean
}

export interface Binding {
  readonly oid: Oid
  /** Absent: no such object or instance, or nothing that can be read. */
  readonly value?: SnmpValue
  /** Nothing follows in what the device shows. */
  readonly end?: boolean
}

/** Of error statuses (RFC 3416 §3) only some make a difference. */
export type ErrorStatus = 'tooBig' | 'noSuchName' | 'authorization' | 'other'

export type Answer = (
  | { readonly kind: 'bindings'; readonly bindings: readonly Binding[] }
  /** `at`: position of what it is about. */
  | { readonly kind: 'error'; readonly status: ErrorStatus; readonly at?: number }
  /** A report of the User-based Security Model (RFC 3414 §3.2), or an answer below the security level asked for. */
  | { readonly kind: 'insecure'; readonly detail: string }
  /** `engine`: v3, it answered the discovery. */
  | { readonly kind: 'silent'; readonly engine: boolean; readonly detail?: string }
) & {
  /** Retransmissions. */
  readonly again: number
  /** Milliseconds, from the first and from the last time it was sent. */
  readonly took: number
  readonly after: number
  /** Both directions. */
  readonly bytes: number
}

/** A line to one device; one question at a time. Never rejects. */
export interface Wire {
  readonly version: '1' | '2c' | '3'
  ask(question: Question): Promise<Answer>
  close(): void
}
