import { mac } from '../../clean.ts'
import type { Neighbour, Neighbours } from './connection.ts'

/**
 * One neighbour a port: LLDP is right. What CDP (or EDP, where that says nothing) tells of the same device is added, what it
 * tells of another one is dropped.
 */
export function mergeNeighbours(lldp: Neighbours, cdp: Neighbours, edp: Neighbours): Map<string, Neighbour> {
  const merged = new Map<string, Neighbour>(lldp)
  for (const other of [cdp, edp]) {
    for (const [port, remote] of other) {
      const known = merged.get(port)
      if (known === undefined) merged.set(port, remote)
      else if (same(known, remote)) merged.set(port, { ...known, ...added(remote) })
    }
  }
  return merged
}

/** Equal description, address, or name (without domain), or the name of one is the address of the other. */
function same(one: Neighbour, other: Neighbour): boolean {
  const names = [one, other].map(({ SYSNAME }) => SYSNAME?.split('.', 1)[0]?.toLowerCase())
  return (
    agree(one.SYSDESCR, other.SYSDESCR) ||
    agree(names[0], names[1]) ||
    agree(one.SYSMAC, other.SYSMAC) ||
    agree(one.SYSMAC, address(other.SYSNAME))
  )
}

const agree = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a !== '' && a === b

/** A name that is nothing but a hardware address. */
function address(name = ''): string | undefined {
  return /^[0-9a-f]{2}([:. -]?[0-9a-f]{2}){5}$/i.test(name)
    ? mac({ type: 'octets', value: Buffer.from(name.replace(/[:. -]/g, ''), 'hex') })
    : undefined
}

const added = ({ IP, MODEL }: Neighbour): Neighbour => ({
  ...(IP === undefined ? {} : { IP }),
  ...(MODEL === undefined ? {} : { MODEL }),
})
