import { isBelow } from './oid.ts'
import type { Oid, SnmpSession, SnmpValue, Walk } from './port.ts'

/**
 * The session that asks nothing twice: what was got, found missing or walked is answered from memory. Identification,
 * vendor modules and inventory share it, so each may simply ask for all it needs.
 */
export function remember(session: SnmpSession): SnmpSession {
  const known = new Map<Oid, SnmpValue | undefined>()
  const walks = new Map<Oid, Walk>()
  const contexts = new Map<string, Promise<SnmpSession | undefined>>()

  /** From the walk that went over it: its value, or `null` when nothing is there; undefined when nobody went there. */
  const walked = (oid: Oid): SnmpValue | null | undefined => {
    for (const [root, { rows, end }] of walks) {
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
    async get(oids) {
      const missing: Oid[] = []
      for (const oid of new Set(oids)) {
        if (known.has(oid)) continue
        const value = walked(oid)
        if (value === undefined) missing.push(oid)
        else known.set(oid, value ?? undefined)
      }
      if (missing.length > 0) {
        const got = await session.get(missing)
        for (const oid of missing) known.set(oid, got.get(oid))
      }
      const found = new Map<Oid, SnmpValue>()
      for (const oid of oids) {
        const value = known.get(oid)
        if (value !== undefined) found.set(oid, value)
      }
      return found
    },
    async walk(roots, options) {
      const missing = [...new Set(roots)].filter((root) => !walks.has(root))
      if (missing.length > 0) {
        const got = await session.walk(missing, options)
        for (const [at, root] of missing.entries()) walks.set(root, got[at] ?? { rows: new Map(), end: 'silent' })
      }
      return roots.map((root) => walks.get(root) as Walk)
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
