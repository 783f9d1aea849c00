import { deviceElements } from '../model/device/content.ts'
import type { DeviceDocument } from '../model/device/table.ts'
import { writeXml } from './write.ts'

/** A NETDISCOVERY or SNMPQUERY message about a device. Content should have been admitted. */
export const writeDevice = ({ deviceid, query, job, version, content }: DeviceDocument): string =>
  writeXml({
    REQUEST: {
      CONTENT: { ...deviceElements(query, content), MODULEVERSION: version, PROCESSNUMBER: job },
      DEVICEID: deviceid,
      QUERY: query,
    },
  })
