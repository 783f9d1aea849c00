import { type NetworkJob, type NetworkReport, networkReport } from '@fusioninventory/protocol/message'

/** What a network task says to its server, as the text of its message. */
export function networkText(deviceid: string, job: NetworkJob, report: NetworkReport): string {
  const { request } = networkReport({ deviceid }, job, report, { packing: 'none' })
  return Buffer.from(request.body ?? new Uint8Array()).toString()
}

/** GLPI itself refuses all but devices, which is no failure: what it does not want is not kept. */
export const isOptional = (report: NetworkReport): boolean => !('device' in report)
