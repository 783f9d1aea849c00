import { compareOids, isBelow } from '../oid.ts'
import { MAX_ROWS, type Oid, SnmpError, type SnmpSession, type SnmpValue, type Values, type Walk } from '../port.ts'

/** A device from a recording: all its instances, and those of its VLAN contexts by the number of the VLAN. */
export interface Recording {
  readonly values: Values
  readonly vlans?: ReadonlyMap<string, Values>
}

/** Replays a recording; requests are counted as one a call, for there is no packet. */
export function recordedSession(recording: Recording, address = '127.0.0.1'): SnmpSession {
  const stats = { requests: 0, retransmissions: 0, lost: 0, bytes: 0 }
  return contextOf(recording.values, recording.vlans ?? new Map(), address, stats)
}

/** `vlans` undefined: a context, which may be empty. */
function contextOf(
  values: Values,
  vlans: ReadonlyMap<string, Values> | undefined,
  address: string,
  stats: { requests: number; readonly retransmissions: number; readonly lost: number; readonly bytes: number },
): SnmpSession {
  let order: readonly Oid[] | undefined
  const sorted = (): readonly Oid[] => {
    order ??= [...values.keys()].sort(compareOids)
    return order
  }
  return {
    address,
    stats,
    async get(oids) {
      stats.requests++
      if (values.size === 0 && vlans !== undefined)
        throw new SnmpError('missing', `missing response from host ${address}`)
      const found = new Map<Oid, SnmpValue>()
      for (const oid of oids) {
        const value = values.get(oid)
        if (value !== undefined) found.set(oid, value)
      }
      return found
    },
    async walk(roots, { rows = MAX_ROWS } = {}) {
      stats.requests++
      return roots.map((root) => below(values, sorted(), root, rows))
    },
    async vlan(id) {
      const context = vlans?.get(id)
      return context === undefined ? undefined : contextOf(context, undefined, address, stats)
    },
    close() {},
  }
}

function below(values: Values, order: readonly Oid[], root: Oid, limit: number): Walk {
  const rows = new Map<string, SnmpValue>()
  for (let at = firstBelow(order, root); at < order.length; at++) {
    const oid = order[at]
    if (oid === undefined || !isBelow(oid, root)) break
    const value = values.get(oid)
    if (oid === root || value === undefined) continue
    if (rows.size >= limit) return { rows, end: 'rows' }
    rows.set(oid.slice(root.length + 1), value)
  }
  return { rows, end: 'complete' }
}

/** Position of the first OID that is not before `root`. */
function firstBelow(order: readonly Oid[], root: Oid): number {
  let [low, high] = [0, order.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareOids(order[middle] as Oid, root) < 0) low = middle + 1
    else high = middle
  }
  return low
}
