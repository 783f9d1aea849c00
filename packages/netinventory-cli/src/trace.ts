import {
  type Oid,
  printedOid,
  type Recording,
  recordSession,
  type SnmpSession,
} from '@fusioninventory/core-probes/snmp'

/** One question to a device. */
export interface Asked {
  readonly kind: 'get' | 'walk'
  /** Number of the VLAN in whose context. */
  readonly vlan?: string
  readonly oids: readonly Oid[]
  /** Instances in the answer. */
  readonly found: number
  /** Packets that it took. */
  readonly requests: number
  readonly ms: number
  /** Why nothing came, or how a walk ended that did not come to its end. */
  readonly problem?: string
}

/** What was asked of a device and what it said. */
export interface Trace {
  readonly asked: readonly Asked[]
  readonly recording: () => Recording
  readonly session: SnmpSession
}

type Result = Pick<Asked, 'found' | 'problem'>

/** A session that keeps what goes through it, and tells each question. */
export function traced(session: SnmpSession, now: () => number, tell: (asked: Asked) => void): Trace {
  const asked: Asked[] = []
  const note = (one: Asked): void => {
    asked.push(one)
    tell(one)
  }
  const { session: recorded, recording } = recordSession(session)
  return { asked, recording, session: watched(recorded, now, note) }
}

function watched(inner: SnmpSession, now: () => number, note: (asked: Asked) => void, vlan?: string): SnmpSession {
  async function ask<T>(
    kind: Asked['kind'],
    oids: readonly Oid[],
    work: () => Promise<T>,
    read: (answer: T) => Result,
  ): Promise<T> {
    const [began, before] = [now(), inner.stats.requests]
    const done = (result: Result): void =>
      note({
        kind,
        ...(vlan !== undefined && { vlan }),
        oids,
        ...result,
        requests: inner.stats.requests - before,
        ms: now() - began,
      })
    try {
      const answer = await work()
      done(read(answer))
      return answer
    } catch (error) {
      done({ found: 0, problem: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
  return {
    address: inner.address,
    get stats() {
      return inner.stats
    },
    get: (oids) =>
      ask(
        'get',
        oids,
        () => inner.get(oids),
        (answer) => ({ found: answer.size }),
      ),
    walk: (roots, options) =>
      ask(
        'walk',
        roots,
        () => inner.walk(roots, options),
        (walks) => {
          const ends = new Set(walks.map(({ end }) => end).filter((end) => end !== 'complete'))
          const found = walks.reduce((sum, { rows }) => sum + rows.size, 0)
          return { found, ...(ends.size > 0 && { problem: [...ends].join(', ') }) }
        },
      ),
    async vlan(id) {
      const found = await inner.vlan(id)
      return found && watched(found, now, note, id)
    },
    close: () => inner.close(),
  }
}

/** `walk ifIndex and 7 more: 812 values in 41 requests, 210 ms`. */
export function lineOf({ kind, vlan, oids, found, requests, ms, problem }: Asked): string {
  const more = oids.length > 1 ? ` and ${oids.length - 1} more` : ''
  const where = vlan === undefined ? '' : ` (VLAN ${vlan})`
  const cost = `${found} values in ${requests} requests, ${Math.round(ms)} ms`
  return `${kind} ${printedOid(oids[0] ?? '')}${more}${where}: ${cost}${problem === undefined ? '' : `; ${problem}`}`
}
