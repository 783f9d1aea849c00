import { integer, mac, plain, string } from '../clean.ts'
import { compareOids, mib2 } from '../oid.ts'
import type { SnmpValue } from '../port.ts'
import { type Columns, entry } from './tables.ts'

/** Interfaces: ifTable and ifXTable (IF-MIB, RFC 2863), the duplex mode of dot3StatsTable (EtherLike-MIB, RFC 3635). */
export const portColumns = {
  ...entry(`${mib2}.2.2.1`, {
    number: 1,
    description: 2,
    type: 3,
    mtu: 4,
    speed: 5,
    mac: 6,
    wanted: 7,
    status: 8,
    lastChange: 9,
    inOctets: 10,
    inErrors: 14,
    outOctets: 16,
    outErrors: 20,
  }),
  ...entry(`${mib2}.31.1.1.1`, { name: 1, inOctets64: 6, outOctets64: 10, highSpeed: 15, alias: 18 }),
  duplex: `${mib2}.10.7.2.1.19`,
} as const

/** The value of an ifSpeed that does not fit into it. */
const speedTooHigh = 0xffff_ffff

/** What an interface says of itself. Octets above 2^53 are decimal text. */
export interface Port {
  readonly IFNUMBER?: number
  readonly IFDESCR?: string
  readonly IFNAME?: string
  readonly IFALIAS?: string
  readonly IFTYPE?: number
  readonly IFMTU?: number
  /** Bit/s. */
  readonly IFSPEED?: number
  readonly MAC?: string
  readonly IFINTERNALSTATUS?: number
  readonly IFSTATUS?: number
  /** sysUpTime at the last change, in words. */
  readonly IFLASTCHANGE?: string
  readonly IFPORTDUPLEX?: number
  readonly IFINOCTETS?: number | string
  readonly IFINERRORS?: number
  readonly IFOUTOCTETS?: number | string
  readonly IFOUTERRORS?: number
}

/** By index, in ascending order. A row that any column has is a port, whether the others have it or not. */
export function portsOf(columns: Columns<typeof portColumns>): Map<string, Port> {
  const indexes = new Set<string>()
  for (const column of Object.values(columns)) for (const index of column.keys()) indexes.add(index)
  const names = columns.name.size > 0 ? columns.name : columns.description
  return new Map(
    [...indexes].sort(compareOids).map((index) => {
      const port = {
        IFNUMBER: integer(columns.number.get(index)),
        IFDESCR: string(columns.description.get(index)),
        IFNAME: string(names.get(index)),
        IFALIAS: string(columns.alias.get(index)),
        IFTYPE: integer(columns.type.get(index)),
        IFMTU: integer(columns.mtu.get(index)),
        IFSPEED: speed(columns.speed.get(index), columns.highSpeed.get(index)),
        MAC: mac(columns.mac.get(index)),
        IFINTERNALSTATUS: within(columns.wanted.get(index), 3),
        IFSTATUS: within(columns.status.get(index), 7),
        IFLASTCHANGE: text(columns.lastChange.get(index)),
        IFPORTDUPLEX: within(columns.duplex.get(index), 3),
        IFINOCTETS: octets(columns.inOctets64.get(index)) ?? octets(columns.inOctets.get(index)),
        IFINERRORS: integer(columns.inErrors.get(index)),
        IFOUTOCTETS: octets(columns.outOctets64.get(index)) ?? octets(columns.outOctets.get(index)),
        IFOUTERRORS: integer(columns.outErrors.get(index)),
      }
      return [index, given(port)]
    }),
  )
}

/** Without what is absent or empty. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as never
}

/** ifHighSpeed counts in million bit/s; ifSpeed is 32 bits wide and says so by its highest value. */
function speed(low: SnmpValue | undefined, high: SnmpValue | undefined): number | undefined {
  const millions = integer(high) ?? 0
  if (millions > 0) return millions * 1_000_000
  const bits = integer(low)
  return bits === speedTooHigh ? undefined : bits
}

/** An enumeration that counts from 1. */
function within(value: SnmpValue | undefined, most: number): number | undefined {
  const number = integer(value)
  return number !== undefined && number >= 1 && number <= most ? number : undefined
}

const text = (value: SnmpValue | undefined): string | undefined => value && plain(value)

function octets(value: SnmpValue | undefined): number | string | undefined {
  return integer(value) ?? (value?.type === 'counter64' ? String(value.value) : undefined)
}
