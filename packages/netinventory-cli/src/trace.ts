import { type Oid, printedOid, type SnmpSession, type SnmpValue } from '@fusioninventory/core-probes/snmp'

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
  readonly values: ReadonlyMap<Oid, SnmpValue>
  /** What it said in the contexts of VLANs, by their numbers. */
  readonly vlans: ReadonlyMap<string, ReadonlyMap<Oid, SnmpValue>>
  readonly session: SnmpSession
}

/** A session that keeps what goes through it, and tells each question. */
export function traced(session: SnmpSession, now: () => number, tell: (asked: Asked) => void = () => undefined): Trace {
  const asked: Asked[] = []
  const values = new Map<Oid, SnmpValue>()
  const vlans = new Map<string, Map<Oid, SnmpValue>>()
  const watch = (inner: SnmpSession, vlan?: string): SnmpSession => {
    const context = vlan === undefined ? {} : { vlan }
    const kept = vlan === undefined ? values : (vlans.get(vlan) ?? new Map<Oid, SnmpValue>())
    if (vlan !== undefined) vlans.set(vlan, kept)
    const ask = async <T>(
      kind: Asked['kind'],
      oids: readonly Oid[],
      work: () => Promise<T>,
      read: (answer: T) => Pick<Asked, 'found' | 'problem'>,
    ): Promise<T> => {
      const [began, before] = [now(), inner.stats.requests]
      const note = (result: Pick<Asked, 'found' | 'problem'>): void => {
        const one = { kind, ...context, oids, ...result, requests: inner.stats.requests - before, ms: now() - began }
        asked.push(one)
        tell(one)
      }
      try {
        const answer = await work()
        note(read(answer))
        return answer
      } catch (error) {
        note({ found: 0, problem: error instanceof Error ? error.message : String(error) })
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
          (answer) => {
            for (const [oid, value] of answer) kept.set(oid, value)
            return { found: answer.size }
          },
        ),
      walk: (roots, options) =>
        ask(
          'walk',
          roots,
          () => inner.walk(roots, options),
          (walks) => {
            for (const [at, { rows }] of walks.entries())
              for (const [rest, value] of rows) kept.set(`${roots[at]}.${rest}`, value)
            const ends = new Set(walks.map(({ end }) => end).filter((end) => end !== 'complete'))
            const found = walks.reduce((sum, { rows }) => sum + rows.size, 0)
            return { found, ...(ends.size > 0 && { problem: [...ends].join(', ') }) }
          },
        ),
      async vlan(id) {
        const found = await inner.vlan(id)
        return found && watch(found, id)
      },
      close: () => inner.close(),
    }
  }
  return { asked, values, vlans, session: watch(session) }
}

/** `walk 1.3.6.1.2.1.2.2.1.1 and 7 more: 812 values in 41 requests, 210 ms`. */
export function lineOf({ kind, vlan, oids, found, requests, ms, problem }: Asked): string {
  const more = oids.length > 1 ? ` and ${oids.length - 1} more` : ''
  const where = vlan === undefined ? '' : ` (VLAN ${vlan})`
  const cost = `${found} values in ${requests} requests, ${Math.round(ms)} ms`
  return `${kind} ${printedOid(oids[0] ?? '')}${more}${where}: ${cost}${problem === undefined ? '' : `; ${problem}`}`
}
