import type { Logger } from '@fusioninventory/cli-kit'
import pLimit, { type LimitFunction } from 'p-limit'
import type { AgentView } from '../../daemon/view.ts'
import type { Clock } from '../clock.ts'
import type { Counts } from '../counts.ts'
import type { Quiet } from '../quiet.ts'
import { openRateLimit, type RateLimit } from '../rate-limit.ts'
import { openSessions, type Sessions } from './sessions.ts'

/** What outlives a reload of the configuration. */
export interface PluginMemory {
  limitOf(name: string): RateLimit
  readonly sessions: Sessions
  /** What goes on at the moment: an inventory, requests of a proxy and their bytes. */
  readonly busy: { inventory: boolean; requests: Record<string, number>; bytes: number }
  /** Of documents, one at a time. */
  readonly unpacking: LimitFunction
}

export function openMemory(): PluginMemory {
  const limits = new Map<string, RateLimit>()
  return {
    limitOf(name) {
      const limit = limits.get(name) ?? openRateLimit()
      limits.set(name, limit)
      return limit
    },
    sessions: openSessions(),
    busy: { inventory: false, requests: {}, bytes: 0 },
    unpacking: pLimit(1),
  }
}

/** What plugins work with. */
export interface PluginContext {
  readonly view: AgentView
  readonly clock: Clock
  readonly log: Logger
  readonly quiet: Quiet
  readonly counts: Counts
  readonly memory: PluginMemory
  /** Ends with the web server. */
  readonly signal: AbortSignal
}
