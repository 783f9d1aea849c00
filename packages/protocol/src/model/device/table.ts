import type { ContentOf, Schema } from '../kinds.ts'
import { extra } from './sections/extra.ts'
import { found, info } from './sections/info.ts'
import { parts } from './sections/parts.ts'
import { ports } from './sections/ports.ts'
import { printer } from './sections/printer.ts'

/** A network device as an inventory describes it: the sections of `DEVICE`, and STORAGES. */
export const deviceSchema = { ...info, ...ports, ...parts, ...printer, ...extra } as const satisfies Schema

/** A network device as a discovery finds it: one section, `DEVICE` itself. */
export const foundSchema = found

export type DeviceContent = ContentOf<typeof deviceSchema>
export type FoundContent = ContentOf<typeof foundSchema>

/** What a network task says of one device. `deviceid` is that of the agent. */
export type DeviceDocument = { readonly deviceid: string; readonly job?: string; readonly version?: string } & (
  | { readonly query: 'SNMPQUERY'; readonly content: DeviceContent }
  | { readonly query: 'NETDISCOVERY'; readonly content: FoundContent }
)

export type DeviceQuery = DeviceDocument['query']

/** The model of a message, by its QUERY. */
export const schemaOf: Readonly<Record<DeviceQuery, Schema>> = { SNMPQUERY: deviceSchema, NETDISCOVERY: foundSchema }

/** The same message by any of its names. */
export const deviceQueryOf: ReadonlyMap<string, DeviceQuery> = new Map([
  ['SNMPQUERY', 'SNMPQUERY'],
  ['SNMP', 'SNMPQUERY'],
  ['NETINVENTORY', 'SNMPQUERY'],
  ['NETDISCOVERY', 'NETDISCOVERY'],
])
