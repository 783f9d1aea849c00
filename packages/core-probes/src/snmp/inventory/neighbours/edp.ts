import { mac, string } from '../../clean.ts'
import { inet } from '../../inet.ts'
import { enterprises } from '../../oid.ts'
import { given } from '../ports.ts'
import { arcs, type Columns } from '../tables.ts'
import { type Neighbour, type Neighbours, portNamed } from './connection.ts'

const edp = `${enterprises}.1916.1.13`

/** EXTREME-EDP-MIB. Index: interface, eight bytes of id, which are 0.0 and a MAC; of addresses also the VLAN. */
export const edpColumns = { name: `${edp}.2.1.3`, port: `${edp}.2.1.6`, address: `${edp}.3.1.3` } as const

/** Two at one interface: neither is told. A neighbour has one address a VLAN, the first is taken. */
export function edpNeighbours({ name, port, address }: Columns<typeof edpColumns>): Neighbours {
  const found = new Map<string, { readonly id: string; readonly remote: Neighbour | undefined }>()
  for (const [index, value] of address) {
    const [local = '', ...id] = arcs(index).slice(0, 9)
    const IP = value.type === 'address' ? inet(1, value.value.split('.').map(Number)) : undefined
    if (IP === undefined || id.length < 8) continue
    const key = id.join('.')
    const before = found.get(local)
    if (before?.id === key) continue
    const row = `${local}.${key}`
    const remote = given({
      IP,
      SYSNAME: string(name.get(row)),
      SYSMAC: mac({ type: 'octets', value: Uint8Array.from(id.slice(2).map(Number)) }),
      ...portNamed(string(port.get(row))),
    })
    found.set(local, { id: key, remote: before === undefined ? remote : undefined })
  }
  return new Map([...found].flatMap(([local, { remote }]) => (remote === undefined ? [] : [[local, remote]])))
}
