/**
 * The SnmpSession port: all that identification and inventory may ask of a device. Adapters: live (net-snmp), recorded
 * (`.walk`, `.snmprec`), recorder, and `remember`, which asks nothing twice.
 */

/** Dotted decimal without a leading dot: `1.3.6.1.2.1.1.1.0`. */
export type Oid = string

/** A value as the device sent it (RFC 2578 §7.1); octets stay bytes, their meaning is the reader's business. */
export type SnmpValue =
  | { readonly type: 'integer' | 'counter' | 'gauge'; readonly value: number }
  /** Hundredths of a second. */
  | { readonly type: 'ticks'; readonly value: number }
  | { readonly type: 'counter64'; readonly value: bigint }
  | { readonly type: 'octets' | 'opaque'; readonly value: Uint8Array }
  | { readonly type: 'oid'; readonly value: Oid }
  /** Dotted quad. */
  | { readonly type: 'address'; readonly value: string }
  | { readonly type: 'null' }

/** By OID, what was there. */
export type Values = ReadonlyMap<Oid, SnmpValue>

/**
 * Why a walk ended: `complete` (the next OID is outside, or the view ends), `rows` (too many), `loop` (OIDs that do not
 * increase), `silent` (no answer), `budget` (time or bytes of the device), `refused` (an error status).
 */
export type WalkEnd = 'complete' | 'rows' | 'loop' | 'silent' | 'budget' | 'refused'

/** What stands below one root: keys are the rest of the OID, without a leading dot, in OID order. */
export interface Walk {
  readonly rows: ReadonlyMap<string, SnmpValue>
  readonly end: WalkEnd
}

/** What the session cost so far; contexts count into the session they came from. */
export interface SnmpStats {
  readonly requests: number
  readonly retransmissions: number
  /** Requests that never got an answer. */
  readonly lost: number
  readonly bytes: number
}

/** Octets of a value above this are cut by the adapters. */
export const MAX_OCTETS = 65_536

/** Rows of one walk when the caller names no limit. */
export const MAX_ROWS = 200_000

/**
 * A device that can be asked. Until it has answered once, a question that gets no answer rejects with an `SnmpError`;
 * after that what is lost, refused or not there is simply absent, and `stats` and `end` tell.
 */
export interface SnmpSession {
  /** Address of the peer, without port. */
  readonly address: string
  /** Instances; asked together, as many in a request as fit. */
  get(oids: readonly Oid[]): Promise<Values>
  /** Subtrees, asked in common requests; one result for each root, in their order. A leaf has nothing below it. */
  walk(roots: readonly Oid[], options?: { readonly rows?: number }): Promise<readonly Walk[]>
  /** The same device in the context of a VLAN (community `c@N`, context name `vlan-N`); undefined where there is none. */
  vlan(id: string): Promise<SnmpSession | undefined>
  readonly stats: SnmpStats
  close(): void
}

/**
 * `no-response`; `authentication` (user, digest, key or security level refused), `missing` (it answers, but not what every agent
 * has), `unusable` (the recording or the credential cannot be used at all). The message is one line, without secrets.
 */
export type SnmpCode = 'no-response' | 'authentication' | 'missing' | 'unusable'

/** A device that cannot be asked. `detail`: more about the reason than the message says, for logs; no secrets either. */
export class SnmpError extends Error {
  constructor(
    readonly code: SnmpCode,
    message: string,
    readonly detail?: string,
  ) {
    super(message)
    this.name = 'SnmpError'
  }
}
