import { isBelow, enterprises as root } from '../oid.ts'
import type { Oid } from '../port.ts'
import { enterprises } from './enterprises.ts'
import { kinds } from './kinds.ts'
import type { DeviceType } from './module.ts'
import { products } from './products/index.ts'

/** What the tables say of a sysObjectID. */
export interface Registered {
  readonly manufacturer?: string
  readonly type?: DeviceType
  readonly model?: string
}

/** By vendor number, then by the arcs below it: the longest that is listed. */
export function registered(objectId: Oid | undefined): Registered {
  if (objectId === undefined || !isBelow(objectId, root) || objectId.endsWith('.0.0')) return {}
  const arcs = objectId.slice(root.length + 1)
  const vendor = enterprises.get(Number(arcs.split('.', 1)[0]))
  const kind = longest(kinds, arcs)
  return { ...vendor, ...kind, ...defined('model', longest(products, arcs)) }
}

/** The vendor of a number, as an SNMP engine id holds one. */
export const vendorOf = (number: number): Registered | undefined => enterprises.get(number)

function longest<T>(table: ReadonlyMap<string, T>, arcs: string): T | undefined {
  for (let key = arcs; key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    const found = table.get(key)
    if (found !== undefined) return found
  }
  return undefined
}

const defined = <T>(key: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [key]: value }
