import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, once, type Patch, type Source } from '../probe.ts'
import { blocks, generics, listDevices, multipathList } from './devices.ts'
import type { Storage } from './disk.ts'
import { fioStatus } from './fio-status.ts'
import { type Disk, entryOf, readDisk } from './read-disk.ts'
import { isVirtual, readVirtualDisk } from './virtual-disk.ts'

const attributes = ['size', 'removable', 'dev', 'serial', 'dm/uuid']
const ofDevice = 'vendor model rev firmware_rev serial wwid vpd_pg80 vpd_pg89 type name fwrev manfid'.split(' ')

/** What `storages` reads. */
export const storageReads: readonly Source[] = [
  { dir: blocks },
  ...attributes.map((name) => ({ file: `${blocks}/*/${name}` })),
  ...ofDevice.map((name) => ({ file: `${blocks}/*/device/${name}` })),
  { dir: generics },
  ...ofDevice.map((name) => ({ file: `${generics}/*/device/${name}` })),
  { file: '/run/udev/data/b*' },
  { file: '/dev/.udev/db/block:*' },
  { command: multipathList, root: true },
  { command: ['udisksctl', 'info', '-b', 'DEVICE'] },
  { command: ['smartctl', '-i', 'DEVICE'], root: true },
  { command: ['hdparm', '-I', 'DEVICE'], root: true },
  { command: fioStatus, root: true },
  { command: ['lshal'] },
]

/** Disks, optical and tape drives that the kernel shows. */
export const linuxStorages = defineProbe({
  name: 'linux/storages',
  category: 'storage',
  platforms: ['linux'],
  reads: storageReads,
  yields: ['STORAGES'],
  run: async (host) => [await storages(host)],
})

/** Read once: what hides behind controllers is told only where it is not among these. */
export const storages = once(async (host: Host): Promise<Patch> => {
  const devices = await listDevices(host)
  if (!devices) {
    const output = ifOk(await host.commands.run(['lshal']))?.stdout ?? ''
    const { parseLshalDisks } = await import('./parse-lshal-disks.ts')
    return { from: 'lshal', content: { STORAGES: parseLshalDisks(output) } }
  }
  const disks = await Promise.all(
    devices.map((device) => (isVirtual(device) ? readVirtualDisk(host, device) : readDisk(host, device))),
  )
  const all = await completed(host, disks)
  return { from: blocks, content: { STORAGES: await Promise.all(all.map((disk) => byUdisks(host, disk))) } }
})

/** Programs are asked where an ATA disk shows only the start of its names, or a disk no number; they need root. */
async function completed(host: Host, disks: readonly Disk[]): Promise<readonly Disk[]> {
  const lacking = host.facts.uid === 0 ? disks.filter(isLacking) : []
  if (lacking.length === 0) return disks
  const tools = await Promise.all(['smartctl', 'hdparm', fioStatus[0]].map((name) => host.commands.which(name)))
  if (tools.every(({ state }) => state !== 'ok')) return disks
  const { askTools } = await import('./ask-tools.ts')
  const asked = await askTools(host, lacking)
  return disks.map((disk) => asked[lacking.indexOf(disk)] ?? disk)
}

function isLacking({ device, parts, short }: Disk): boolean {
  if (!/^[sh]d|^sg|^fio/.test(device.name)) return false
  const { TYPE, DISKSIZE, DESCRIPTION, SERIALNUMBER } = entryOf(parts)
  if (TYPE === 'cd' || DESCRIPTION === 'USB' || (TYPE === 'removable' && DISKSIZE === undefined)) return false
  return short || SERIALNUMBER === undefined
}

/** udisks knows what comes and goes; it is asked only where the kernel does not tell the place of a disk. */
async function byUdisks(host: Host, { placed, parts }: Disk): Promise<Storage> {
  const entry = entryOf(parts)
  if (placed || entry.TYPE !== 'disk') return entry
  const output = ifOk(await host.commands.run(['udisksctl', 'info', '-b', `/dev/${entry.NAME}`]))?.stdout ?? ''
  return /^\s{1,20}HintAuto:\s{1,40}true$/m.test(output)
    ? entryOf([['udisksctl', { TYPE: 'removable' }], ...parts])
    : entry
}
