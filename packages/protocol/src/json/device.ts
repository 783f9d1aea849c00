import { clean } from '../model/clean.ts'
import { type DeviceDocument, type DeviceQuery, schemaOf } from '../model/device/table.ts'
import type { Log } from '../model/diagnostics.ts'
import { type JsonMap, jsonSections, sorted, unknownClient } from './write.ts'

/** `action` of a message, by its QUERY. */
export const deviceActions = { SNMPQUERY: 'netinventory', NETDISCOVERY: 'netdiscovery' } as const satisfies Record<
  DeviceQuery,
  string
>

/** Kinds of items that a device can be for the server. */
export const itemTypes = ['Computer', 'NetworkEquipment', 'Phone', 'Printer', 'Unmanaged'] as const
type ItemType = (typeof itemTypes)[number]

export interface JsonDevice {
  readonly action: (typeof deviceActions)[DeviceQuery]
  readonly content: JsonMap
  readonly deviceid: string
  readonly itemtype: ItemType
  readonly jobid?: number
}

/**
 * A device in GLPI's native protocol (format of its inventory library, schema 1.2). Content should have been admitted. A
 * device of no known type is `Unmanaged`: without a type servers refuse it.
 */
export function jsonDevice({ deviceid, query, job, version, content }: DeviceDocument, log: Log): JsonDevice {
  const sections = jsonSections(schemaOf[query], content, log)
  const device = sections.network_device as JsonMap | undefined
  const type = typeof device?.type === 'string' ? device.type : 'Unmanaged'
  const workgroup = query === 'NETDISCOVERY' ? content.DEVICE?.WORKGROUP : undefined
  // Of a device that could not be asked there is nothing to say but that.
  const failed = sections.error !== undefined && device === undefined
  return {
    action: deviceActions[query],
    content: sorted([
      ...Object.entries(sections),
      ...(failed ? [] : [['network_device', sorted(Object.entries({ ...device, type }))] as const]),
      ...(workgroup === undefined ? [] : [['hardware', { workgroup }] as const]),
      ['versionclient', version === undefined ? unknownClient : clean(version)],
    ]),
    deviceid: clean(deviceid),
    itemtype: itemTypes.find((one) => one === type) ?? 'NetworkEquipment',
    ...(job !== undefined && /^\d{1,9}$/.test(job) && { jobid: Number(job) }),
  }
}

/** The same as text, indented by two blanks; in one line where there are several in a file. */
export const writeDeviceJson = (document: DeviceDocument, log: Log, { line = false } = {}): string =>
  `${JSON.stringify(jsonDevice(document, log), undefined, line ? 0 : 2)}\n`
