import { type DeviceDocument, type Log, writeDevice, writeXml, type XmlTree } from '@fusioninventory/protocol'

/** Form of a document. */
export type Form = 'xml' | 'json' | 'jsonl' | 'html'

/** A device in that form, with a line end last. Writers that most runs do not need are loaded on demand. */
export async function rendered(document: DeviceDocument, form: Form, log: Log): Promise<string> {
  if (form === 'xml') return writeDevice(document)
  if (form === 'html') return (await import('@fusioninventory/protocol/html')).writeDeviceHtml(document)
  const { writeDeviceJson } = await import('@fusioninventory/protocol/json')
  return writeDeviceJson(document, log, { line: form === 'jsonl' })
}

/** A message about the run itself, which only XML has: what stands in its AGENT. */
export const controlMessage = (
  { deviceid, job, version }: Pick<DeviceDocument, 'deviceid' | 'job' | 'version'>,
  agent: XmlTree,
): string =>
  writeXml({
    REQUEST: {
      CONTENT: { AGENT: agent, MODULEVERSION: version, PROCESSNUMBER: job },
      DEVICEID: deviceid,
      QUERY: 'SNMPQUERY',
    },
  })
