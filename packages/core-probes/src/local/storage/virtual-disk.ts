import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Device } from './devices.ts'
import { attribute, megabytes } from './disk.ts'
import { virtualMakers } from './makers.ts'
import type { Disk } from './read-disk.ts'

/** Disks that a hypervisor gives to its guest by a driver of their own: virtio, Xen. */
export const isVirtual = ({ name }: Device): boolean => /^x?vd/.test(name)

/** They have a size, and a number at most. */
export async function readVirtualDisk(host: Host, device: Device): Promise<Disk> {
  const text = async (path: string): Promise<string | undefined> => attribute(ifOk(await host.files.text(path)))
  const vendor = await text(`${device.device}/vendor`)
  const fields = {
    NAME: device.name,
    TYPE: 'disk',
    DESCRIPTION: 'Virtual',
    DISKSIZE: megabytes(512 * Number((await text(`${device.dir}/size`)) ?? 0)),
    MANUFACTURER: virtualMakers[vendor ?? ''] ?? vendor,
    SERIALNUMBER: await text(`${device.dir}/serial`),
  }
  return { device, parts: [[device.dir, fields]], short: false, placed: true }
}
