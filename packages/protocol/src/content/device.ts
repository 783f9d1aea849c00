import { admitDevice } from '../model/device/content.ts'
import { type DeviceDocument, type DeviceQuery, deviceQueryOf, schemaOf } from '../model/device/table.ts'
import type { Log } from '../model/diagnostics.ts'
import type { XmlNode } from '../xml/read.ts'
import { contentOfJson, contentOfXml } from './additional.ts'
import { childText, DocumentError } from './document.ts'

type Raw = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** QUERY of a message about devices; undefined where it is another one. */
export const deviceQuery = (root: XmlNode): DeviceQuery | undefined =>
  root.name === 'REQUEST' ? deviceQueryOf.get(childText(root, 'QUERY')) : undefined

/** The device of a NETDISCOVERY or SNMPQUERY message, admitted. Throws DocumentError. */
export function deviceOfXml(root: XmlNode, log: Log): DeviceDocument {
  const query = deviceQuery(root)
  if (query === undefined) throw new DocumentError('not a message about a device')
  const { DEVICE: device, STORAGES, MODULEVERSION: version, PROCESSNUMBER: job } = contentOfXml(root) ?? {}
  if (Array.isArray(device)) throw new DocumentError(`${device.length} DEVICE in the message where one is due`)
  if (!isMap(device)) throw new DocumentError('no DEVICE in the message')
  const content = query === 'SNMPQUERY' && STORAGES !== undefined ? { ...device, STORAGES } : device
  return documentOf(query, content, { deviceid: childText(root, 'DEVICEID'), job, version }, log)
}

/** `action` of a JSON document about a device; undefined where it is another one. */
export function deviceAction(document: unknown): DeviceQuery | undefined {
  const action = isMap(document) ? document.action : undefined
  return action === 'netinventory' ? 'SNMPQUERY' : action === 'netdiscovery' ? 'NETDISCOVERY' : undefined
}

/** The device of a JSON document, with the names of XML, admitted. Throws DocumentError. */
export function deviceOfJson(document: unknown, log: Log): DeviceDocument {
  const query = deviceAction(document)
  if (query === undefined || !isMap(document)) throw new DocumentError('not a document about a device')
  const { versionclient: version, hardware, ...found } = isMap(document.content) ? document.content : {}
  const sections = contentOfJson({ content: found }, schemaOf[query]) ?? {}
  const workgroup = isMap(hardware) ? hardware.workgroup : undefined
  const device = isMap(sections.DEVICE) ? { ...sections.DEVICE, WORKGROUP: workgroup } : undefined
  const content = query === 'NETDISCOVERY' ? device : sections
  if (content === undefined || Object.keys(content).length === 0)
    throw new DocumentError('no network_device in the document')
  return documentOf(query, content, { deviceid: document.deviceid, job: document.jobid, version }, log)
}

interface Envelope {
  readonly deviceid: unknown
  readonly job: unknown
  readonly version: unknown
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}`.trim() : ''

function documentOf(query: DeviceQuery, device: Raw, envelope: Envelope, log: Log): DeviceDocument {
  const deviceid = textOf(envelope.deviceid)
  if (deviceid === '') throw new DocumentError('no DEVICEID')
  const [job, version] = [textOf(envelope.job), textOf(envelope.version)]
  return {
    deviceid,
    query,
    content: admitDevice(query, device, log),
    ...(job !== '' && { job }),
    ...(version !== '' && { version }),
  }
}
