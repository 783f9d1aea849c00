import { integer, trimmed } from '../../clean.ts'
import { enterprises } from '../../oid.ts'
import { given } from '../ports.ts'
import { arcs, type Columns } from '../tables.ts'

/**
 * Names of wireless networks and, by the same index, numbers of their clients: IEEE802dot11-MIB with CISCO-DOT11-ASSOCIATION-MIB,
 * AIRESPACE-WIRELESS-MIB (Cisco controllers), UBNT-UniFi-MIB, MIKROTIK-MIB, WLSX-WLAN-MIB (Aruba; the name is the index).
 */
export const wirelessColumns = {
  dot11: '1.2.840.10036.1.1.1.9',
  dot11Clients: `${enterprises}.9.9.273.1.1.2.1.1`,
  airespace: `${enterprises}.14179.2.1.1.1.2`,
  airespaceClients: `${enterprises}.14179.2.1.1.1.38`,
  unifi: `${enterprises}.41112.1.6.1.2.1.6`,
  unifiClients: `${enterprises}.41112.1.6.1.2.1.8`,
  mikrotik: `${enterprises}.14988.1.1.1.3.1.4`,
  mikrotikClients: `${enterprises}.14988.1.1.1.3.1.6`,
  arubaClients: `${enterprises}.14823.2.2.1.5.2.1.7.1.2`,
} as const

export interface WirelessNetwork {
  readonly SSID: string
  /** Associated now, on all radios of the device. */
  readonly CLIENTS?: number
}

/** By name, ascending; a name that several radios serve stands once. */
export function wirelessOf(columns: Columns<typeof wirelessColumns>): readonly WirelessNetwork[] {
  const networks = new Map<string, number | undefined>()
  const add = (name: string | undefined, clients: number | undefined): void => {
    if (name === undefined) return
    const before = networks.get(name)
    networks.set(name, before === undefined ? clients : before + (clients ?? 0))
  }
  const pairs = [
    [columns.dot11, columns.dot11Clients],
    [columns.airespace, columns.airespaceClients],
    [columns.unifi, columns.unifiClients],
    [columns.mikrotik, columns.mikrotikClients],
  ] as const
  for (const [names, clients] of pairs) for (const [row, name] of names) add(trimmed(name), integer(clients.get(row)))
  for (const [index, clients] of columns.arubaClients) add(textOfIndex(index), integer(clients))
  return [...networks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([SSID, CLIENTS]) => given({ SSID, CLIENTS }) as WirelessNetwork)
}

/** A text as index: its length, its bytes. */
function textOfIndex(index: string): string | undefined {
  const [length = 0, ...bytes] = arcs(index).map(Number)
  if (bytes.length < length || bytes.some((byte) => byte > 255)) return undefined
  return trimmed({ type: 'octets', value: Uint8Array.from(bytes.slice(0, length)) })
}
