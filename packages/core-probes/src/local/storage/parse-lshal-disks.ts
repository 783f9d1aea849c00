import { halDevices } from '../drive/parse-lshal.ts'
import { attribute, type Storage } from './disk.ts'

/** Disks of `lshal` (hal 0.5): devices of category storage. `storage.size` in bytes becomes MiB, rounded. */
export const parseLshalDisks = (text: string): Storage[] =>
  halDevices(text, 'storage').map((values) => ({
    NAME: values.get('block.device')?.replace(/^\/dev\//, ''),
    MANUFACTURER: attribute(values.get('info.vendor')),
    MODEL: attribute(values.get('storage.model')),
    FIRMWARE: values.get('storage.firmware_version') || undefined,
    SERIALNUMBER: values.get('storage.serial') || undefined,
    TYPE: values.get('storage.drive_type') || undefined,
    DISKSIZE: Math.round(Number(values.get('storage.size') ?? 0) / 1048576) || undefined,
  }))
