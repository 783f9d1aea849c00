import type { XmlTree, XmlValue } from '../../xml/write.ts'
import { admitBy } from '../admit.ts'
import type { Log } from '../diagnostics.ts'
import type { Schema } from '../kinds.ts'
import { type DeviceContent, type DeviceQuery, deviceSchema, type FoundContent, schemaOf } from './table.ts'

type Entry = Readonly<Record<string, unknown>>

/**
 * What the document may say of a device: known names, values cleaned and brought to the form of their kind. Takes the
 * `DEVICE` of a message, or sections that were admitted; STORAGES may stand in it. What is bad is dropped alone and told
 * to `log`; never throws.
 */
export function admitDevice(query: 'SNMPQUERY', device: unknown, log: Log): DeviceContent
export function admitDevice(query: DeviceQuery, device: unknown, log: Log): DeviceContent & FoundContent
export function admitDevice(query: DeviceQuery, device: unknown, log: Log): Entry {
  return query === 'NETDISCOVERY'
    ? admitBy(schemaOf.NETDISCOVERY, { DEVICE: device }, log)
    : admitBy(deviceSchema, device, log)
}

/** The `DEVICE` of the message again, and what stands beside it. Content should have been admitted. */
export function deviceElements(query: DeviceQuery, content: DeviceContent | FoundContent): XmlTree {
  if (query === 'NETDISCOVERY') return { DEVICE: ((content as FoundContent).DEVICE ?? {}) as XmlTree }
  const { STORAGES, ...sections } = content as DeviceContent
  const device = Object.entries(sections).map(([name, value]): [string, XmlValue] => {
    const item = (deviceSchema as Schema)[name]?.item
    return [name, item === undefined ? (value as XmlValue) : { [item]: value as XmlValue }]
  })
  return { DEVICE: Object.fromEntries(device), STORAGES: STORAGES as XmlValue }
}
