import { diskManufacturer } from '@fusioninventory/protocol'
import type { NamedDisk } from './parse-mpt.ts'

/** Controllers whose volumes carry their maker's name; `ServeRA` is cut after eight characters with a blank. */
const makers = new Set(['Adaptec', 'Sun', 'ServeRA'])

/**
 * Disks behind RAID controllers in `/proc/scsi/scsi`: `Host: scsi0 Channel: 01 Id: 00 Lun: 00`, then
 * `  Vendor: HITACHI  Model: HUS151436VL3800  Rev: S3C0`. Of hosts with a volume of those makers, what is no volume. The
 * generic devices are numbered in the order of the file.
 */
export function parseScsi(text: string, hosts: readonly string[] = raidHosts(text)): NamedDisk[] {
  return devices(text).flatMap(({ host, model, rev }, at) =>
    hosts.includes(host) && model !== '' && !/raid|virtual/i.test(model)
      ? [{ node: `sg${at}`, MODEL: model, MANUFACTURER: diskManufacturer(model), FIRMWARE: rev }]
      : [],
  )
}

interface Device {
  readonly host: string
  readonly vendor: string
  readonly model: string
  readonly rev: string
}

function devices(text: string): readonly Device[] {
  const found: Device[] = []
  for (const line of text.split('\n', 20_000)) {
    const host = /^Host: (\w{1,20})/.exec(line)?.[1]
    if (host !== undefined) found.push({ host, vendor: '', model: '', rev: '' })
    const last = found.at(-1)
    const names = /Vendor: (.{0,40}?)\s*Model: (.{0,60}?)\s*Rev: (\S{0,20})/.exec(line.slice(0, 300))
    if (last && names)
      found[found.length - 1] = { ...last, vendor: names[1] ?? '', model: names[2] ?? '', rev: names[3] ?? '' }
  }
  return found
}

const raidHosts = (text: string): readonly string[] =>
  devices(text)
    .filter(({ vendor }) => makers.has(vendor))
    .map(({ host }) => host)
