import { integer } from '../clean.ts'
import { inet, inetOfIndex } from '../inet.ts'
import { mib2 } from '../oid.ts'
import { append, arcs, type Columns } from './tables.ts'

/** The interface of each address: ipAddrTable (IPv4) and ipAddressTable (both; with the kind of address), RFC 4293. */
export const addressColumns = {
  interface4: `${mib2}.4.20.1.2`,
  interface: `${mib2}.4.34.1.3`,
  kind: `${mib2}.4.34.1.4`,
} as const

const broadcast = 3

export interface PortAddresses {
  readonly IP?: string
  readonly IPS: { readonly IP: readonly string[] }
}

/** By index of the interface: all addresses, IPv4 in the order of text, then IPv6; as the one address the last IPv4. */
export function portAddresses(columns: Columns<typeof addressColumns>): Map<string, PortAddresses> {
  const found = new Map<string, string[]>()
  const add = (port: number | undefined, address: string | undefined): void => {
    if (port === undefined || address === undefined) return
    if (!found.get(String(port))?.includes(address)) append(found, String(port), address)
  }
  for (const [index, port] of columns.interface4) add(integer(port), inet(1, arcs(index).map(Number)))
  for (const [index, port] of columns.interface)
    if (integer(columns.kind.get(index)) !== broadcast) add(integer(port), inetOfIndex(index))
  return new Map(
    [...found].map(([port, addresses]) => {
      const v4 = addresses.filter((address) => !address.includes(':')).sort()
      const v6 = addresses.filter((address) => address.includes(':'))
      const last = v4.at(-1)
      return [port, { ...(last === undefined ? {} : { IP: last }), IPS: { IP: [...v4, ...v6] } }]
    }),
  )
}
