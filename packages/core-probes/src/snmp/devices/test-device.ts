import { recordedSession } from '../adapters/recorded.ts'
import type { SnmpSession } from '../port.ts'
import { parseSnmprec } from '../recording/parse-snmprec.ts'
import { remember } from '../remember.ts'

/** For tests: text, a number, or `TAG|VALUE` as `.snmprec` has it, by OID. */
export type Answers = Readonly<Record<string, string | number>>

const ent = '1.3.6.1.4.1'

/** A device that says this; keys that begin with `e.` are below `enterprises`. */
export function device(answers: Answers, address?: string): SnmpSession {
  const lines = Object.entries(answers).map(([oid, value]) => {
    const full = oid.startsWith('e.') ? `${ent}.${oid.slice(2)}` : oid
    if (typeof value === 'number') return `${full}|2|${value}`
    return /^\d{1,2}x?\|/.test(value) ? `${full}|${value}` : `${full}|4x|${Buffer.from(value).toString('hex')}`
  })
  return remember(recordedSession({ values: parseSnmprec(lines.join('\n')) }, address))
}

/** The system group of a device of this kind, by the arcs below `enterprises`. */
export const kind = (arcs: string, description = 'A device'): Answers => ({
  '1.3.6.1.2.1.1.1.0': description,
  '1.3.6.1.2.1.1.2.0': `6|${ent}.${arcs}`,
})

/** Counts what is asked: instances, roots, and calls, which an adapter sends in one or a few packets each. */
export function counted(
  session: SnmpSession,
): SnmpSession & { readonly asked: { calls: number; oids: string[]; roots: string[] } } {
  const asked = { calls: 0, oids: [] as string[], roots: [] as string[] }
  return {
    ...session,
    asked,
    get: (oids) => {
      asked.calls++
      asked.oids.push(...oids)
      return session.get(oids)
    },
    walk: (roots, options) => {
      asked.calls++
      asked.roots.push(...roots)
      return session.walk(roots, options)
    },
  }
}
