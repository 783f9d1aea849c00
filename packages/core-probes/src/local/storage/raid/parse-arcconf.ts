import { diskManufacturer } from '@fusioninventory/protocol'
import { attribute, type Storage } from '../disk.ts'

/** `arcconf getconfig N PD` (Adaptec, Microsemi): `Controllers found: 1`. */
export const parseArcconfCount = (text: string): number =>
  Number(/^Controllers found:\s{0,20}(\d{1,2})/m.exec(text)?.[1] ?? 1)

/**
 * Disks of `arcconf getconfig N PD`: `Device #0`, `Device is a Hard drive` (backplanes are not), then `Label : value`.
 * `Total Size` is in MiB, for all that it says MB.
 */
export function parseArcconf(text: string): Storage[] {
  const devices: Map<string, string>[] = []
  for (const line of text.split('\n', 100_000)) {
    if (/^\s*Device #\d+/.test(line)) devices.push(new Map())
    const kind = /^\s*Device is an? (.{1,60})/.exec(line)?.[1]
    const pair = /^\s*(\S[^:]{0,80}?)\s*:\s*(\S.{0,200})$/.exec(line.slice(0, 400).trimEnd())
    if (kind !== undefined) devices.at(-1)?.set('kind', kind)
    else if (pair) devices.at(-1)?.set(pair[1] ?? '', pair[2] ?? '')
  }
  return devices.filter((device) => /drive|disk|ssd/i.test(device.get('kind') ?? '')).map(diskOf)
}

function diskOf(device: ReadonlyMap<string, string>): Storage {
  const get = (label: string): string | undefined => attribute(device.get(label))
  const vendor = get('Vendor')
  const MODEL = get('Model')
  const maker = vendor === undefined || vendor === 'ATA' ? MODEL : vendor
  const mebibytes = /^(\d{1,12}) MB/.exec(device.get('Total Size') ?? '')?.[1]
  return {
    NAME: MODEL,
    MODEL,
    MANUFACTURER: maker && diskManufacturer(maker),
    SERIALNUMBER: get('Serial number'),
    FIRMWARE: get('Firmware'),
    WWN: /^[0-9a-f]{16}$/i.exec(device.get('World-wide name') ?? '')?.[0].toLowerCase(),
    DESCRIPTION: /^(?:SATA|SAS|SCSI|NVMe)/.exec(device.get('Transfer Speed') ?? '')?.[0],
    DISKSIZE: mebibytes === undefined ? undefined : Math.trunc((Number(mebibytes) * 1048576) / 1e6),
    TYPE: 'disk',
  }
}
