import type { Storage } from './disk.ts'
import type { UdevDisk } from './parse-udev-disk.ts'

/** What is known of how a device is connected. */
export interface Link {
  readonly name: string
  /** Place in the device tree (`/sys/devices/pci0000:00/...`), where the kernel shows it. */
  readonly place: string | undefined
  /** Bus of the device, else of what it hangs on: `scsi`, `virtio`, `pci`, `mmc`. */
  readonly bus: string | undefined
  readonly vendor: string | undefined
  readonly sata: boolean
  readonly udev: UdevDisk | undefined
}

export interface Connection {
  readonly DESCRIPTION: string
  readonly INTERFACE?: Storage['INTERFACE']
}

/** Parts of a place that tell the transport, the outermost last: a SATA disk in a USB case is a USB disk. */
const places: readonly (readonly [RegExp, Connection])[] = [
  [/\/usb\d+\//, { DESCRIPTION: 'USB', INTERFACE: 'USB' }],
  [/\/fw\d+(?:\.\d+)?\//, { DESCRIPTION: '1394', INTERFACE: '1394' }],
  [/\/ata\d+\//, { DESCRIPTION: 'SATA', INTERFACE: 'SATA' }],
]

/** The bus that a device hangs on, and the kind of interface where more than its name tells it. */
export function connection({ name, place, bus, vendor, sata, udev }: Link): Connection {
  if (name.startsWith('nvme')) return { DESCRIPTION: bus === 'pci' ? 'PCI' : 'NVME', INTERFACE: 'NVME' }
  if (name.startsWith('fd')) return { DESCRIPTION: 'Floppy' }
  if (name.startsWith('mmcblk')) return { DESCRIPTION: 'MMC' }
  const outer = places.find(([pattern]) => pattern.test(place ?? ''))?.[1] ?? byUdev[udev?.bus ?? '']
  if (outer && outer.DESCRIPTION !== 'SATA') return outer
  const optical = name.startsWith('sr')
  // Disks of before SATA are behind the same drivers.
  if (udev?.bus === 'ata' && !udev.sata && !sata && !optical) return { DESCRIPTION: 'IDE', INTERFACE: 'IDE' }
  if (outer || sata) return { DESCRIPTION: 'SATA', INTERFACE: optical ? 'ATAPI' : 'SATA' }
  if (vendor === 'ATA') return { DESCRIPTION: 'SATA' }
  if (/\/end_device-\d+:\d+/.test(place ?? '')) return { DESCRIPTION: 'SAS', INTERFACE: 'SAS' }
  if (/^s[dg][a-z\d]/.test(name)) return { DESCRIPTION: 'SCSI', ...(place !== undefined && { INTERFACE: 'SCSI' }) }
  return { DESCRIPTION: (bus ?? 'IDE').toUpperCase(), ...(name.startsWith('hd') && { INTERFACE: 'IDE' }) }
}

const byUdev: Readonly<Record<string, Connection>> = {
  usb: { DESCRIPTION: 'USB', INTERFACE: 'USB' },
  ieee1394: { DESCRIPTION: '1394', INTERFACE: '1394' },
  ata: { DESCRIPTION: 'SATA', INTERFACE: 'SATA' },
}

/** Kind of device in the words of the model. */
export function kindOf(
  { name, udev }: Link,
  { DESCRIPTION }: Connection,
  { removable, scsiType, card }: { removable: boolean; scsiType: number | undefined; card: boolean },
): string {
  if (scsiType === 1 || udev?.type === 'tape') return 'tape'
  if (name.startsWith('sr') || udev?.type === 'cd') return 'cd'
  if (name.startsWith('fd')) return 'floppy'
  return removable || card || DESCRIPTION === 'USB' || DESCRIPTION === '1394' ? 'removable' : 'disk'
}
