import type { Logger } from '@fusioninventory/cli-kit'
import type { Device } from '@fusioninventory/core-probes/network'
import { admitDevice, type DeviceDocument, describe, levelOf, writeDevice } from '@fusioninventory/protocol'
import { tool } from './options.ts'

/** Whose documents they are: those of no agent, which servers know by this name. */
const deviceid = 'foo'
const job = '1'

export type Query = 'NETDISCOVERY' | 'SNMPQUERY'

export type Format = 'xml' | 'json' | 'jsonl' | 'html'

/** What becomes of documents. */
export interface Writer {
  /** The text of a document; undefined where it becomes a part of a whole. */
  write(query: Query, device: Device, address: string): Promise<string | undefined>
  /** The whole, if they become one. */
  end(): string | undefined
}

export async function writerOf(format: Format, log: Logger): Promise<Writer> {
  const told = (address: string) => (diagnostic: Parameters<typeof describe>[0]) =>
    log.log(levelOf(diagnostic), `${address}: ${describe(diagnostic)}`)
  const documentOf = (query: Query, device: Device, address: string): DeviceDocument => {
    const content = admitDevice(query, device, told(address))
    return { deviceid, job, version: tool.version, query, content }
  }
  if (format === 'html') {
    const { networkReport } = await import('@fusioninventory/protocol/html')
    const report = networkReport(`Made by FusionInventory ${tool.version}`)
    return {
      async write(query, device, address) {
        report.add(documentOf(query, device, address))
        return undefined
      },
      end: () => report.page(),
    }
  }
  if (format === 'xml') return { write: async (...about) => writeDevice(documentOf(...about)), end: () => undefined }
  const { writeDeviceJson } = await import('@fusioninventory/protocol/json')
  const line = format === 'jsonl'
  return {
    write: async (query, device, address) =>
      writeDeviceJson(documentOf(query, device, address), told(address), { line }),
    end: () => undefined,
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
