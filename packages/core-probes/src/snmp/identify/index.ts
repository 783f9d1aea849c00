import { duration, string, trimmed } from '../clean.ts'
import { mib2 } from '../oid.ts'
import { SnmpError, type SnmpSession } from '../port.ts'
import type { Identity } from './identity.ts'

/** SNMPv2-MIB, the system group (RFC 3418). */
const system = {
  description: `${mib2}.1.1.0`,
  objectId: `${mib2}.1.2.0`,
  uptime: `${mib2}.1.3.0`,
  contact: `${mib2}.1.4.0`,
  name: `${mib2}.1.5.0`,
  location: `${mib2}.1.6.0`,
}

/** Says what a device is. Rejects with an `SnmpError` where it does not answer. */
export async function identify(session: SnmpSession): Promise<Identity> {
  const values = await session.get(Object.values(system))
  if (values.size === 0) throw new SnmpError('missing', `missing response from host ${session.address}`)
  const objectId = values.get(system.objectId)
  const uptime = values.get(system.uptime)
  const found = {
    description: string(values.get(system.description)),
    objectId: objectId?.type === 'oid' ? objectId.value : undefined,
    uptime: uptime?.type === 'ticks' ? duration(uptime.value) : undefined,
    contact: trimmed(values.get(system.contact)),
    name: trimmed(values.get(system.name)),
    location: trimmed(values.get(system.location)),
  }
  const given = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
  return { ...given, addresses: [], firmwares: [], system: values }
}

/** The DEVICE of a discovery, without what depends on the call: IP, ENTITY, AUTHSNMP. */
export function discovered(identity: Identity): Readonly<Record<string, unknown>> {
  return {
    CONTACT: identity.contact,
    DESCRIPTION: identity.description,
    FIRMWARE: identity.firmware,
    IPS: identity.addresses.length > 0 ? { IP: identity.addresses } : undefined,
    LOCATION: identity.location,
    MAC: identity.mac,
    MANUFACTURER: identity.manufacturer,
    MEMORY: identity.memory,
    MODEL: identity.model,
    SERIAL: identity.serial,
    SNMPHOSTNAME: identity.name,
    TYPE: identity.type,
    UPTIME: identity.uptime,
  }
}
