import pLimit from 'p-limit'
import type { Clock, Stop } from './clock.ts'
import type { Datagrams } from './datagrams.ts'
import type { Neighbours } from './parse-neighbours.ts'
import type { RateLimit } from './rate.ts'

/** Reads the table of neighbours of one family; undefined where this machine has none that can be read. */
export type ReadNeighbours = (family: 4 | 6) => Promise<Neighbours | undefined>

/** How a hardware address was asked for: found, nobody has the address, or this machine cannot tell. */
export type Neighbour =
  | { readonly state: 'found'; readonly mac: string }
  | { readonly state: 'nobody' }
  | { readonly state: 'unknown' }

export interface ArpMeans {
  readonly datagrams: Datagrams
  readonly read: ReadNeighbours
  readonly clock: Clock
  readonly rate: RateLimit
  readonly stop: Stop
}

/** Entries that a kernel keeps before it throws out others are 1,024, some of them in use (arp(7), gc_thresh). */
const atOnce = 256
/** The kernel asks a second time after a second, and a third time after two (arp(7), mcast_solicit, retrans_time). */
const waitMs = 1300
/** Reading the table of all costs more where a program must do it. */
const everyMs = { 4: 50, 6: 250 } as const
/** Discard (RFC 863): what matters is that the kernel must ask who has the address. */
const DISCARD = 9

/** Finds hardware addresses of addresses on a link: the kernel asks, and its table is read. */
export function neighbourFinder({
  datagrams,
  read,
  clock,
  rate,
  stop,
}: ArpMeans): (family: 4 | 6, address: string) => Promise<Neighbour> {
  const limit = pLimit(atOnce)
  const tables = new Map<4 | 6, { readonly at: number; readonly table: Promise<Neighbours | undefined> }>()

  /** The table, read once for all who wait. */
  const tableOf = (family: 4 | 6): Promise<Neighbours | undefined> => {
    const known = tables.get(family)
    if (known && clock.now() - known.at < everyMs[family]) return known.table
    const table = read(family)
    tables.set(family, { at: clock.now(), table })
    return table
  }

  return (family, address) =>
    limit(async () => {
      if (!(await rate.take())) return { state: 'unknown' }
      const begin = clock.now()
      const failure = await datagrams.send(new Uint8Array(), address, DISCARD)
      if (failure === 'refused') return { state: 'unknown' }
      for (;;) {
        const table = await tableOf(family)
        if (table === undefined) return { state: 'unknown' }
        const mac = table.get(address)
        if (mac !== undefined) return { state: 'found', mac }
        if (stop.stopped) return { state: 'unknown' }
        if (clock.now() - begin >= waitMs) return { state: 'nobody' }
        await clock.sleep(everyMs[family], stop)
      }
    })
}
