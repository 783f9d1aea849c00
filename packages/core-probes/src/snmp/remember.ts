import { isBelow } from './oid.ts'
import type { Oid, SnmpSession, SnmpValue, Walk } from './port.ts'

/** What a device has said: instances, undefined where there is none, and walks by their root. */
export interface Memory {
  readonly instances: ReadonlyMap<Oid, SnmpValue | undefined>
  readonly walks: ReadonlyMap<Oid, Walk>
}

/** A session that asks nothing twice. */
export interface Remembering extends SnmpSession {
  /** All that is known by now. */
  memory(): Memory
  /** What the same agent has said before: it is not asked for again either. */
  recall(memory: Memory): void
}

/**
 * The session that asks nothing twice: what was got, found missing or walked is answered from memory. Identification,
 * vendor modules and inventory share it, so each may simply ask for all it needs. `said`: what it has answered before.
 */
export function remember(session: SnmpSession, said: Memory['instances'] = new Map()): Remembering {
  const instances = new Map(said)
  const walks = new Map<Oid, Walk>()
  const contexts = new Map<string, Promise<SnmpSession | undefined>>()
  let before: Memory = { instances: new Map(), walks: new Map() }

  const walkOf = (root: Oid): Walk | undefined => walks.get(root) ?? before.walks.get(root)

  /** From the walk that went over it: its value, or `null` when nothing is there; undefined when nobody went there. */
  const walked = (oid: Oid): SnmpValue | null | undefined => {
    for (const { walks: all } of [{ walks }, before])
      for (const [root, { rows, end }] of all) {
        if (root === oid || !isBelow(oid, root)) continue
        const value = rows.get(oid.slice(root.length + 1))
        if (value !== undefined) return value
        if (end === 'complete') return null
      }
    return undefined
  }

  return {
    address: session.address,
    get stats() {
      return session.stats
    },
    memory: () => ({
      instances: new Map([...before.instances, ...instances]),
      walks: new Map([...before.walks, ...walks]),
    }),
    recall(memory) {
      before = memory
    },
    async get(oids) {
      const missing: Oid[] = []
      for (const oid of new Set(oids)) {
        if (instances.has(oid) || before.instances.has(oid)) continue
        const value = walked(oid)
        if (value === undefined) missing.push(oid)
        else instances.set(oid, value ?? undefined)
      }
      if (missing.length > 0) {
        const got = await session.get(missing)
        for (const oid of missing) instances.set(oid, got.get(oid))
      }
      const found = new Map<Oid, SnmpValue>()
      for (const oid of oids) {
        const value = instances.has(oid) ? instances.get(oid) : before.instances.get(oid)
        if (value !== undefined) found.set(oid, value)
      }
      return found
    },
    async walk(roots, options) {
      const missing = [...new Set(roots)].filter((root) => walkOf(root) === undefined)
      if (missing.length > 0) {
        const got = await session.walk(missing, options)
        for (const [at, root] of missing.entries()) walks.set(root, got[at] ?? { rows: new Map(), end: 'silent' })
      }
      return roots.map((root) => walkOf(root) as Walk)
    },
    vlan(id) {
      let context = contexts.get(id)
      if (context === undefined) {
        context = session.vlan(id).then((found) => found && remember(found))
        contexts.set(id, context)
      }
      return context
    },
    close: () => session.close(),
  }
}
