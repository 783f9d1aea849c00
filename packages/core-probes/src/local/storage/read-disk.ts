import { diskManufacturer } from '@fusioninventory/protocol'
import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { traced } from '../probe.ts'
import { connection, kindOf, type Link } from './bus.ts'
import type { Device } from './devices.ts'
import { attribute, megabytes, type Storage } from './disk.ts'
import { cardMakers } from './makers.ts'
import { parseAtaPage, parseSerialPage } from './parse-identify.ts'
import { parseUdevDisk, type UdevDisk } from './parse-udev-disk.ts'

/** A disk as far as no program was asked: its parts by source, the best first. */
export interface Disk {
  readonly device: Device
  readonly parts: readonly (readonly [from: string, fields: Storage])[]
  /** An ATA disk of which only the short names in SCSI's clothes are known. */
  readonly short: boolean
  /** The kernel tells where in the machine it is. */
  readonly placed: boolean
}

/** What the model of the kernel and udev's database say of a device. */
export async function readDisk(host: Host, device: Device): Promise<Disk> {
  const { name, dir } = device
  const text = async (path: string): Promise<string | undefined> => attribute(ifOk(await host.files.text(path)))
  const bytes = async (path: string): Promise<Uint8Array> =>
    ifOk(await host.files.bytes(path, { limit: 4096 })) ?? new Uint8Array()
  const place = placeOf(ifOk(await host.files.link(dir)))
  const bus = await busOf(host, device.device)
  const scsi = /^s[drg]|^hd/.test(name)
  const [udevFrom, udev] = scsi || name.startsWith('mmcblk') ? await udevOf(host, device) : ['', undefined]
  const page = scsi ? parseAtaPage(await bytes(`${device.device}/vpd_pg89`)) : undefined
  const own = await attributesOf(device, text)
  const serial = own.SERIALNUMBER ?? (scsi ? parseSerialPage(await bytes(`${device.device}/vpd_pg80`)) : undefined)
  const wwid = scsi ? await text(`${device.device}/wwid`) : undefined

  const link: Link = { name, place, bus, vendor: own.MANUFACTURER, sata: page?.sata ?? false, udev }
  const connected = connection(link)
  const removable = (await text(`${dir}/removable`)) === '1'
  const card = udev?.card === true || (name.startsWith('mmcblk') && (await text(`${device.device}/type`)) === 'SD')
  const TYPE = kindOf(link, connected, { removable, scsiType: device.scsiType, card })
  const identity: Storage = {
    MODEL: page?.model,
    SERIALNUMBER: page?.serial,
    FIRMWARE: page?.firmware,
    WWN: page?.wwn && `wwn-${page.wwn}`,
  }
  const ata = own.MANUFACTURER === 'ATA' || udev?.bus === 'ata' || page !== undefined
  const inUdev: Storage = {
    MODEL: udev?.model,
    SERIALNUMBER: udev?.serial,
    FIRMWARE: udev?.revision,
    WWN: udev?.wwn && `wwn-${udev.wwn}`,
  }
  const [SCSI_COID, SCSI_CHID, SCSI_UNID, SCSI_LUN] = scsiAddress(place) ?? udev?.scsi ?? []
  const kernel: Storage = {
    NAME: name,
    TYPE,
    ...connected,
    // Of what is in the drive, if anything is.
    DISKSIZE: TYPE === 'cd' ? undefined : megabytes(512 * Number((await text(`${dir}/size`)) ?? 0)),
    ...own,
    MANUFACTURER: own.MANUFACTURER === 'ATA' ? undefined : own.MANUFACTURER,
    SERIALNUMBER: serial,
    WWN: wwid?.startsWith('naa.') ? `wwn-${wwid.slice(4)}` : undefined,
    SCSI_COID,
    SCSI_CHID,
    SCSI_UNID,
    SCSI_LUN,
  }
  const sysfs = [dir, kernel] as const
  const database = [udevFrom, inUdev] as const
  const parts = ata ? [database, [`${device.device}/vpd_pg89`, identity] as const, sysfs] : [sysfs, database]
  const vendor = ata ? undefined : udev?.vendor
  if (connected.DESCRIPTION === 'USB') parts.push(['USB device', { SERIALNUMBER: await usbSerial(place, text) }])
  return {
    device,
    parts: [...parts, ['/run/udev/data', { MANUFACTURER: vendor }]],
    short: ata && page === undefined && udev === undefined,
    placed: place !== undefined,
  }
}

/** A disk as one entry. Who made it tells its model, if nothing else does. */
export function entryOf(parts: Disk['parts']): Storage {
  const entry = traced<Storage>(...parts)
  if (entry.MANUFACTURER || !entry.MODEL) return entry
  return traced<Storage>(...parts, ['name of the model', { MANUFACTURER: diskManufacturer(entry.MODEL) }])
}

/** `../devices/pci0000:00/...` as a path, without dots. */
const placeOf = (target: string | undefined): string | undefined => {
  const at = target?.indexOf('/devices/') ?? -1
  return at < 0 ? undefined : `/sys${target?.slice(at)}`
}

/** Name of the bus, also of the one below a class of devices (`nvme` on `pci`). */
async function busOf(host: Host, device: string): Promise<string | undefined> {
  for (const dir of [device, `${device}/device`]) {
    const bus = /\/bus\/([\w-]+)$/.exec(ifOk(await host.files.link(`${dir}/subsystem`)) ?? '')?.[1]
    if (bus !== undefined) return bus
  }
  return undefined
}

async function udevOf(host: Host, { name, dir }: Device): Promise<readonly [string, UdevDisk | undefined]> {
  const number = ifOk(await host.files.text(`${dir}/dev`))?.trim()
  const kind = /^sg/.test(name) ? 'c' : 'b'
  for (const path of [number && `/run/udev/data/${kind}${number}`, `/dev/.udev/db/block:${name}`]) {
    const record = path ? ifOk(await host.files.text(path)) : undefined
    if (path && record !== undefined) return [path, parseUdevDisk(record)]
  }
  return ['', undefined]
}

/** Attributes by the driver of the device (kernel: Documentation/ABI/testing/sysfs-block-device, sysfs-bus-mmc). */
async function attributesOf(
  { name, dir, device }: Device,
  text: (path: string) => Promise<string | undefined>,
): Promise<Storage> {
  if (name.startsWith('mmcblk'))
    return {
      MODEL: await text(`${device}/name`),
      SERIALNUMBER: await text(`${device}/serial`),
      FIRMWARE: await text(`${device}/fwrev`),
      MANUFACTURER: cardMakers[Number(await text(`${device}/manfid`)) & 0xff],
    }
  const proc = name.startsWith('hd') ? `/proc/ide/${name}` : device
  return {
    MANUFACTURER: await text(`${device}/vendor`),
    MODEL: (await text(`${device}/model`)) ?? (proc === device ? undefined : await text(`${proc}/model`)),
    FIRMWARE: (await text(`${device}/rev`)) ?? (await text(`${device}/firmware_rev`)),
    SERIALNUMBER: (await text(`${dir}/serial`)) ?? (await text(`${device}/serial`)),
  }
}

/** Host, channel, target and unit: the last directory of their form in the place of a SCSI device. */
const scsiAddress = (place: string | undefined): readonly string[] | undefined =>
  /\/(\d+):(\d+):(\d+):(\d+)(?:\/(?:block|scsi_generic)\/|$)/.exec(place ?? '')?.slice(1)

/** The number of the USB device that a disk is in: the directory above that of its interface (`1-4/1-4:1.0`). */
async function usbSerial(
  place: string | undefined,
  text: (path: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const at = place?.search(/\/\d+-[\d.]+:\d+\.\d+\//) ?? -1
  return at < 0 ? undefined : text(`${place?.slice(0, at)}/serial`)
}
