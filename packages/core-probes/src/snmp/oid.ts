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
  let [x, y] = [0, 0]
  while (x < a.length && y < b.length) {
    let [left, right, code] = [0, 0, 0]
    while (x < a.length && (code = a.charCodeAt(x++)) !== dot) left = left * 10 + code - zero
    while (y < b.length && (code = b.charCodeAt(y++)) !== dot) right = right * 10 + code - zero
    if (left !== right) return left - right
  }
  return a.length - x - (b.length - y)
}

const dot = 46
const zero = 48

/** 1 to 128 arcs, each 0 to 2^32-1 (RFC 2578 §3.5). A leading dot is taken off. */
export function oidOf(text: string): Oid | undefined {
  const oid = text.startsWith('.') ? text.slice(1) : text
  if (!/^\d{1,10}(\.\d{1,10}){0,127}$/.test(oid)) return undefined
  return oid.split('.').every((arc) => Number(arc) <= 0xffff_ffff) ? oid : undefined
}
