import type { Loaded } from '../config/load.ts'
import type { AgentState } from '../store/agent-state.ts'
import type { TargetState } from '../store/target-state.ts'

/** What the daemon hands to the processes that do things for it, by Node's channel: plain values. */
interface Common {
  readonly settings: Loaded['settings']
  readonly vardir: string
  readonly confdir: string
}

/** Who are we, and can this configuration be honoured? */
export interface IntroduceJob extends Common {
  /** Where each setting comes from. */
  readonly origins: readonly (readonly [string, string])[]
}

export interface Introduced {
  readonly identity: AgentState
  /** Absolute path of prlimit(1), where it is there. */
  readonly prlimit?: string
}

/** A run of one target. */
export interface ContactJob extends Common {
  readonly identity: AgentState
  readonly id: string
  readonly state: TargetState
  /** Epoch milliseconds, by the clock of the daemon. */
  readonly now: number
  readonly prlimit?: string
}

/** Undefined: another process is at work for the target. */
export type Contacted = { readonly state: TargetState } | undefined

/** What the process of a run tells on the way. */
export interface Progress {
  /** Title of the task that begins. */
  readonly running: string
}

/** A document of another machine for all servers. */
export interface ForwardJob extends Common {
  readonly identity: AgentState
  /** In base64. */
  readonly document: string
  /** Ids of the agents that it came through, this one at the end. */
  readonly via: readonly string[]
}
