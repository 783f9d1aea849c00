import { diskManufacturer } from '@fusioninventory/protocol'
import type { Storage } from '../disk.ts'

/** A disk and its node in /dev. */
export type NamedDisk = Storage & { readonly node: string }

const row =
  /\bphys_id:(\d{1,4}) scsi_id:\d{1,4} vendor:\S*\s+product_id:(\S.{0,100}?)\s+revision:(\S*)\s+size\(GB\):(\d{1,9})/

/** Disks of `mpt-status -n -i ID` (LSI Fusion-MPT), GB of 1024 MB; volumes and the state of a rebuild have rows as well. */
export const parseMptStatus = (text: string): NamedDisk[] =>
  text.split('\n', 10_000).flatMap((line) => {
    const [, id, MODEL, FIRMWARE, gigabytes] = row.exec(line.slice(0, 500)) ?? []
    if (id === undefined || MODEL === undefined) return []
    const DISKSIZE = 1024 * Number(gigabytes)
    return [
      { node: `sg${id}`, MODEL, MANUFACTURER: diskManufacturer(MODEL), FIRMWARE: FIRMWARE || undefined, DISKSIZE },
    ]
  })
