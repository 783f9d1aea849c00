import type { Logger } from '@fusioninventory/cli-kit'
import type { Device } from '@fusioninventory/core-probes/network'
import { admitDevice, type DeviceDocument, describe, levelOf, writeDevice } from '@fusioninventory/protocol'
import { tool } from './options.ts'

/** Whose documents they are: those of no agent, which servers know by this name. */
const deviceid = 'foo'
const job = '1'

export type Query = 'NETDISCOVERY' | 'SNMPQUERY'

/** Writes documents in one form. */
export type Writer = (query: Query, device: Device, address: string) => Promise<string>

export function writerOf(format: 'xml' | 'json' | 'jsonl', log: Logger): Writer {
  return async (query, device, address) => {
    const told = (diagnostic: Parameters<typeof describe>[0]): void =>
      log.log(levelOf(diagnostic), `${address}: ${describe(diagnostic)}`)
    const content = admitDevice(query, device, told)
    const document: DeviceDocument = { deviceid, job, version: tool.version, query, content }
    if (format === 'xml') return writeDevice(document)
    const { writeDeviceJson } = await import('@fusioninventory/protocol/json')
    return writeDeviceJson(document, told, { line: format === 'jsonl' })
  }
}

export type Control = { readonly start: string } | { readonly count: number } | { readonly end: true }

/** What a server wants to know of the run itself. */
export async function controlMessage(control: Control): Promise<string> {
  const { networkReport } = await import('@fusioninventory/protocol/message')
  const about = { query: 'NETDISCOVERY', pid: job, version: tool.version } as const
  const { request } = networkReport({ deviceid }, about, control, { packing: 'none' })
  return Buffer.from(request.body ?? []).toString()
}
