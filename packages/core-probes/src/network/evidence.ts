import type { Identity } from '../snmp/identify/identity.ts'
import { discovered } from '../snmp/identify/index.ts'
import type { Ping } from './icmp.ts'
import type { NodeStatus } from './netbios.ts'

/** How the system that was asked can be asked again. */
export interface Access {
  /** Id of the credential; what it holds is told nowhere. */
  readonly credential: string
  readonly version: '1' | '2c' | '3'
  readonly port: number
  readonly transport: Transport
}

export type Transport = 'udp/ipv4' | 'udp/ipv6' | 'tcp/ipv4' | 'tcp/ipv6'

/** All that was learned of one address. */
export interface Evidence {
  /** From the table of neighbours. */
  readonly mac?: string
  /** `refused`: it said that nobody listens on a port. */
  readonly ping?: Ping | 'refused'
  readonly netbios?: NodeStatus
  /** From a name server, or this machine's table of hosts. */
  readonly name?: string
  readonly snmp?: { readonly identity: Identity; readonly access: Access }
}

/** Fields of a DEVICE of a discovery, as XML names them. */
export type Device = Readonly<Record<string, unknown>>

/** Whether anything at all is there. */
export const isAlive = ({ mac, ping, netbios, snmp }: Evidence): boolean =>
  mac !== undefined || ping !== undefined || netbios !== undefined || snmp !== undefined

/** Nothing but a hardware address says that something is there. */
export const isLinkOnly = ({ mac, ping, netbios, snmp }: Evidence): boolean =>
  mac !== undefined && ping === undefined && netbios === undefined && snmp === undefined

/**
 * The DEVICE of an address, or undefined where nothing identifies one. What several know, SNMP says before ARP before ping
 * before NetBIOS: the device itself before what others hold of it.
 */
export function deviceOf(address: string, evidence: Evidence, entity?: string): Device | undefined {
  const { mac, ping, netbios, name, snmp } = evidence
  const layers: readonly Readonly<Record<string, unknown>>[] = [
    { MAC: netbios?.mac, NETBIOSNAME: netbios?.name, USERSESSION: netbios?.user, WORKGROUP: netbios?.workgroup },
    { DNSHOSTNAME: ping && address },
    { MAC: mac, DNSHOSTNAME: name },
    snmp ? { ...discovered(snmp.identity), ...accessFields(snmp.access) } : {},
  ]
  const device: Record<string, unknown> = {}
  for (const layer of layers)
    for (const [field, value] of Object.entries(layer)) if (value !== undefined && value !== '') device[field] = value
  if (!['MAC', 'SNMPHOSTNAME', 'DNSHOSTNAME', 'NETBIOSNAME'].some((field) => device[field] !== undefined))
    return undefined
  if (typeof device.MAC === 'string') device.MAC = device.MAC.toLowerCase()
  return { ...device, IP: address, ...(entity !== undefined && { ENTITY: entity }) }
}

/** Port and protocol only where they are not what everybody takes. */
function accessFields({ credential, port, transport }: Access): Readonly<Record<string, unknown>> {
  const usual = transport.startsWith('udp')
  return {
    AUTHSNMP: credential,
    AUTHPORT: port === 161 ? undefined : port,
    AUTHPROTOCOL: usual ? undefined : transport,
  }
}
