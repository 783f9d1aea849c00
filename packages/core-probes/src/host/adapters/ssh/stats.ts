/** How a session with a remote machine went. */
import type { Host } from '../../port.ts'

/** One exchange: what was asked (in the first nothing yet), and how long the answers took. */
export interface Round {
  readonly asked: readonly string[]
  ms: number
}

export interface RemoteStats {
  /** Questions and answers since the login; the first fetches what the probes declare. */
  readonly rounds: readonly Round[]
  readonly bytes: number
  /** Readings that no probe declares: they were not made. */
  readonly refused: readonly string[]
  /** Why the connection ended before it should; what was asked since has failed. */
  readonly lost?: string
}

const sessions = new WeakMap<Host, () => RemoteStats>()

export const keepStats = (host: Host, stats: () => RemoteStats): void => void sessions.set(host, stats)

/** Undefined for a host that is not remote. */
export const remoteStats = (host: Host): RemoteStats | undefined => sessions.get(host)?.()
