import type { Oid } from './port.ts'

/** `mib-2`, RFC 1213. */
export const mib2 = '1.3.6.1.2.1'

/** `enterprises`, RFC 2578: below it one number a vendor. */
export const enterprises = '1.3.6.1.4.1'

/** LLDP-MIB, IEEE 802.1AB. */
export const lldp = '1.0.8802.1.1.2.1'

/** Whether `oid` stands below `root` (or is it); whole arcs, so 1.9 is not above 1.94. */
export function isBelow(oid: Oid, root: Oid): boolean {
  return oid.startsWith(root) && (oid.length === root.length || oid.charCodeAt(root.length) === 46)
}

/** Order of OIDs and of indexes: arc by arc, as numbers; a parent before its children. */
export function compareOids(a: Oid, b: Oid): number {
  if (a === b) return 0
  // From the first difference, back to where its arc begins: arcs in front of it are the same.
  let at = 0
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  if (at === a.length || at === b.length) {
    const longer = at === a.length ? b : a
    if (longer.charCodeAt(at) === dot) return a.length - b.length
  }
  const [left, right] = [arcEnd(a, at), arcEnd(b, at)]
  // Without leading zeros the longer number is the larger one.
  return left === right ? a.charCodeAt(at) - b.charCodeAt(at) : left - right
}

/** Where the arc ends that the character at `at` belongs to. */
function arcEnd(oid: Oid, at: number): number {
  const end = oid.indexOf('.', at)
  return end < 0 ? oid.length : end
}

const dot = 46

/** 1 to 128 arcs, each 0 to 2^32-1 (RFC 2578 §3.5). A leading dot is taken off. */
export function oidOf(text: string): Oid | undefined {
  const oid = text.startsWith('.') ? text.slice(1) : text
  if (!/^\d{1,10}(\.\d{1,10}){0,127}$/.test(oid)) return undefined
  return oid.split('.').every((arc) => Number(arc) <= 0xffff_ffff) ? oid : undefined
}
