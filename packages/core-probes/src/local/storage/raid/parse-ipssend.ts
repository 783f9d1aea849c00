import { diskManufacturer } from '@fusioninventory/protocol'
import type { Storage } from '../disk.ts'

/** `ipssend GETVERSION` (IBM ServeRAID): `ServeRAID Controller Number 1`. */
export const parseIpssendControllers = (text: string): string[] =>
  [...text.matchAll(/ServeRAID Controller Number (\d{1,3})/gi)].map(([, number = '']) => number)

/**
 * Disks of `ipssend GETCONFIG N PD`: each under `Target on SCSI ID 0`, `Device is a Hard disk`, with its size in MB, an
 * identifier that ends in the serial number, and the part number as which IBM sells it.
 */
export function parseIpssend(text: string): Storage[] {
  const devices: Map<string, string>[] = []
  for (const line of text.split('\n', 50_000)) {
    const kind = /^\s*Device is an? (.{1,60})/.exec(line)?.[1]
    if (kind !== undefined) devices.push(new Map([['kind', kind]]))
    const pair = /^\s*(\S[^:]{0,80}?)\s*:\s*(\S.{0,200})$/.exec(line.slice(0, 400).trimEnd())
    if (pair) devices.at(-1)?.set(pair[1] ?? '', pair[2] ?? '')
  }
  return devices.filter((device) => /hard disk/i.test(device.get('kind') ?? '')).map(diskOf)
}

function diskOf(device: ReadonlyMap<string, string>): Storage {
  const id = device.get('Device ID')
  const MODEL = device.get('FRU part number')
  const MANUFACTURER = id && diskManufacturer(id)
  const size = [...device].find(([label]) => label.startsWith('Size'))?.[1]
  return {
    NAME: [MANUFACTURER, MODEL].filter(Boolean).join(' ') || undefined,
    MODEL,
    MANUFACTURER,
    SERIALNUMBER: id,
    DISKSIZE: Number(/^\d{1,12}/.exec(size ?? '')?.[0] ?? 0) || undefined,
    DESCRIPTION: 'SCSI',
    TYPE: 'disk',
  }
}
