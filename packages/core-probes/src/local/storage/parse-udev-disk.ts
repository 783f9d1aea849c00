import { unescapeUdev } from '../drive/parse-udev.ts'
import { attribute } from './disk.ts'

/** What udev knows of a disk, by the names of its properties without `ID_` (systemd: udev(7), `ata_id`, `scsi_id`). */
export interface UdevDisk {
  /** `ata`, `scsi`, `usb`, `ieee1394`; undefined for others. */
  readonly bus?: string | undefined
  /** `disk`, `cd`, `tape`, `generic`. */
  readonly type?: string | undefined
  readonly vendor?: string | undefined
  readonly model?: string | undefined
  readonly revision?: string | undefined
  readonly serial?: string | undefined
  /** 16 or 32 hex digits. */
  readonly wwn?: string | undefined
  readonly sata: boolean
  /** A card that is inserted: SD, memory stick. */
  readonly card: boolean
  /** Host, channel, target, unit. */
  readonly scsi?: readonly string[] | undefined
}

/**
 * A record of udev's database: `/run/udev/data/b<major>:<minor>`, formerly `/dev/.udev/db/block:<name>`. Lines `E:NAME=value`
 * and `S:` for links. SERIAL_SHORT of a SCSI disk is its world-wide name: the number of the unit goes before it.
 */
export function parseUdevDisk(text: string): UdevDisk {
  const values = new Map<string, string>()
  let scsi: readonly string[] | undefined
  for (const line of text.split('\n', 2000)) {
    const equals = line.indexOf('=')
    if (equals > 0 && /^E:(?:ID_|SCSI_)/.test(line))
      values.set(line.slice(2, equals).replace(/^ID_/, ''), line.slice(equals + 1).trim())
    scsi ??= /^S:.{0,500}-scsi-(\d+):(\d+):(\d+):(\d+)$/.exec(line)?.slice(1)
  }
  const get = (name: string): string | undefined => values.get(name) || undefined
  /** The encoded form keeps blanks; the other has `_` for them. */
  const name = (plain: string): string | undefined => attribute(unescapeUdev(get(`${plain}_ENC`) ?? get(plain) ?? ''))
  const wwn = /^(?:0x)?([0-9a-f]{16,32})$/i.exec(get('WWN_WITH_EXTENSION') ?? get('WWN') ?? '')?.[1]
  const short = get('SERIAL_SHORT')
  return {
    bus: get('BUS'),
    type: get('TYPE'),
    vendor: name('VENDOR'),
    model: name('MODEL'),
    revision: attribute(get('REVISION')),
    serial: attribute(
      get('SCSI_SERIAL') ??
        get('SCSI_IDENT_SERIAL') ??
        (isWwn(short, get('WWN')) ? undefined : (short ?? get('SERIAL'))),
    ),
    wwn,
    sata: get('ATA_SATA') === '1',
    card: ['DRIVE_FLASH_SD', 'DRIVE_MEDIA_FLASH_SD', 'DRIVE_FLASH_MS'].some((flag) => get(flag) === '1'),
    scsi,
  }
}

/** `scsi_id` prints an identifier of type 3 (NAA) as the serial number, with or without that 3. */
function isWwn(serial: string | undefined, wwn: string | undefined): boolean {
  if (serial === undefined) return false
  const digits = wwn?.replace(/^0x/, '')
  return /^3?[2356][0-9a-f]{15}(?:[0-9a-f]{16})?$/i.test(serial) && (digits === undefined || serial.includes(digits))
}
