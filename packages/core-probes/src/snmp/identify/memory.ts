import { integer } from '../clean.ts'
import { ent } from '../devices/module.ts'
import { mib2 } from '../oid.ts'
import type { Oid, SnmpSession, SnmpValue } from '../port.ts'

/** hrStorageTable (HOST-RESOURCES-MIB, RFC 2790): type, allocation unit in bytes, size in units. */
const storage = { type: `${mib2}.25.2.3.1.2`, unit: `${mib2}.25.2.3.1.4`, size: `${mib2}.25.2.3.1.5` } as const
const hrStorageRam = `${mib2}.25.2.1.2`

/** CISCO-MEMORY-POOL-MIB: bytes used and free, by pool; 1 is the processor's, which every device has. */
const pools = { used: ent('9.9.48.1.1.1.5'), free: ent('9.9.48.1.1.1.6') } as const

const mebibyte = 0x10_0000

/**
 * Memory of a device in MiB: the largest RAM of its storage table; without one, a Cisco's processor pool. Undefined: it does not
 * say. Walks three columns, so it is not part of an identification.
 */
export async function memoryOf(session: SnmpSession): Promise<number | undefined> {
  const [types, units, sizes] = await session.walk([storage.type, storage.unit, storage.size])
  const found = largestRam(types?.rows, units?.rows, sizes?.rows)
  if (found !== undefined) return found
  const [used, free] = [`${pools.used}.1`, `${pools.free}.1`]
  const values = await session.get([used, free])
  const parts = [used, free].map((oid) => unsigned(values.get(oid)))
  const total = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
  return parts.includes(undefined) ? undefined : Math.trunc(total / mebibyte)
}

type Rows = ReadonlyMap<Oid, SnmpValue> | undefined

function largestRam(types: Rows, units: Rows, sizes: Rows): number | undefined {
  let best: number | undefined
  for (const [row, type] of types ?? []) {
    if (type.type !== 'oid' || type.value !== hrStorageRam) continue
    const [unit, size] = [unsigned(units?.get(row)), unsigned(sizes?.get(row))]
    if (unit === undefined || size === undefined) continue
    const total = Math.trunc((unit * size) / mebibyte)
    if (total > 0 && total > (best ?? 0)) best = total
  }
  return best
}

/** These are Integer32, so that more than 2^31 units come out negative. */
function unsigned(value: SnmpValue | undefined): number | undefined {
  const found = integer(value)
  return found !== undefined && found < 0 ? found + 2 ** 32 : found
}
