import { mac, string } from '../../clean.ts'
import { inet } from '../../inet.ts'
import { enterprises } from '../../oid.ts'
import type { SnmpValue } from '../../port.ts'
import { given } from '../ports.ts'
import { arcs, type Columns, entry } from '../tables.ts'
import { type Neighbour, type Neighbours, portNamed } from './connection.ts'

/** cdpCacheTable (CISCO-CDP-MIB); index: interface, device. */
export const cdpColumns = entry(`${enterprises}.9.9.23.1.2.1.1`, {
  address: 4,
  version: 5,
  device: 6,
  port: 7,
  platform: 8,
  name: 17,
})

/** Two at one interface cannot be at the end of its cable: neither is told. */
export function cdpNeighbours(columns: Columns<typeof cdpColumns>): Neighbours {
  const found = new Map<string, Neighbour | undefined>()
  for (const row of columns.address.keys()) {
    const remote = neighbour(columns, row)
    const [port = ''] = arcs(row)
    if (remote !== undefined) found.set(port, found.has(port) ? undefined : remote)
  }
  return new Map([...found].flatMap(([port, remote]) => (remote === undefined ? [] : [[port, remote]])))
}

function neighbour(columns: Columns<typeof cdpColumns>, row: string): Neighbour | undefined {
  const address = columns.address.get(row)
  const IP = address?.type === 'octets' && address.value.length === 4 ? inet(1, [...address.value]) : undefined
  const SYSDESCR = string(columns.version.get(row))
  const MODEL = string(columns.platform.get(row))
  // A softphone is a program on the machine that has the port.
  if (IP === undefined || !SYSDESCR || !MODEL || MODEL.startsWith('Communicator')) return undefined
  return given({
    IP,
    SYSDESCR,
    MODEL,
    ...portNamed(string(columns.port.get(row))),
    ...named(columns.device.get(row), string(columns.name.get(row))),
  })
}

/** A device id is a hardware address (raw, in hex, or in the name of a phone) or a name. */
function named(id: SnmpValue | undefined, name: string | undefined): Pick<Neighbour, 'SYSNAME' | 'SYSMAC'> {
  const text = string(id)
  const address = hardware(id, text)
  const phone = /^SIP-?([0-9A-F]{12})$/i.exec(name ?? '')?.[1] ?? ofPhone(name, text)
  const SYSMAC = phone === undefined ? address : mac({ type: 'octets', value: Buffer.from(phone) })
  return { SYSNAME: name || (address === undefined ? text : undefined), SYSMAC } as Pick<
    Neighbour,
    'SYSNAME' | 'SYSMAC'
  >
}

function hardware(id: SnmpValue | undefined, text: string | undefined): string | undefined {
  if (id?.type !== 'octets') return undefined
  // Six letters are a name.
  const raw = id.value.length === 6 && id.value.some((byte) => byte < 0x20 || byte > 0x7e)
  return raw || /^[0-9a-f]{12}$/i.test(text ?? '') ? mac(id) : undefined
}

/** `SIP-` and a model as name, the model and its address as id. */
function ofPhone(name: string | undefined, id: string | undefined): string | undefined {
  const [, model] = /^SIP-(.+)$/.exec(name ?? '') ?? []
  if (model === undefined || id === undefined || !id.startsWith(model)) return undefined
  return /^[0-9A-F]{12}$/i.exec(id.slice(model.length))?.[0]
}
