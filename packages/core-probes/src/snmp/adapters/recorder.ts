import type { Oid, SnmpSession, SnmpValue, Values } from '../port.ts'
import type { Recording } from './recorded.ts'

/** A session that keeps what its device answered, for a replay that leads to the same. */
export interface Recorder {
  readonly session: SnmpSession
  /** What was answered so far. */
  recording(): Recording
}

/** Nothing of the credential gets here: a recording has values of the device only. */
export function recordSession(session: SnmpSession): Recorder {
  const vlans = new Map<string, Values>()
  const { values, recorded } = keep(session, vlans)
  return { session: recorded, recording: () => ({ values, vlans }) }
}

function keep(session: SnmpSession, vlans: Map<string, Values>): { values: Values; recorded: SnmpSession } {
  const values = new Map<Oid, SnmpValue>()
  const recorded: SnmpSession = {
    address: session.address,
    get stats() {
      return session.stats
    },
    async get(oids) {
      const found = await session.get(oids)
      for (const [oid, value] of found) values.set(oid, value)
      return found
    },
    async walk(roots, options) {
      const walks = await session.walk(roots, options)
      for (const [at, root] of roots.entries())
        for (const [index, value] of walks[at]?.rows ?? []) values.set(`${root}.${index}`, value)
      return walks
    },
    async vlan(id) {
      const context = await session.vlan(id)
      if (context === undefined) return undefined
      const kept = keep(context, vlans)
      vlans.set(id, kept.values)
      return kept.recorded
    },
    close: () => session.close(),
  }
  return { values, recorded }
}
