import type { IdDatabase } from '../../host/ids.ts'

/** A USB device as it describes itself. */
export interface UsbDevice {
  /** Four lower-case hex digits each. */
  readonly vendor: string
  readonly product: string
  /** Strings of its own. */
  readonly manufacturer?: string | undefined
  readonly name?: string | undefined
  readonly serial?: string | undefined
  /** Of its first interface, else of the device; decimal. */
  readonly kind?: number | undefined
  readonly subclass?: number | undefined
}

/** Class of hubs (USB 2.0, 11.23). */
export const hub = 9

/** A text of a descriptor; what is not there prints as nothing, as `(error)` or as blanks. */
export const stringOf = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim()
  return trimmed && trimmed !== '(error)' ? trimmed : undefined
}

/** A serial number; `S/N:1234 Rev:...` holds one, other texts with a colon are addresses of host controllers. */
export function serialOf(text: string | undefined): string | undefined {
  const said = stringOf(text) ?? ''
  const marked = /^S\/N:(\w{1,200})/.exec(said)?.[1]
  return marked ?? (said.includes(':') || said === '' ? undefined : said)
}

/** The entry of a device. Serial numbers of less than five characters number units of a kind, if anything. */
export function usbEntry(device: UsbDevice, { name }: IdDatabase) {
  const { vendor, product, serial = '' } = device
  const known = name(vendor, product)
  return {
    VENDORID: vendor,
    PRODUCTID: product,
    MANUFACTURER: name(vendor) ?? device.manufacturer,
    NAME: known ?? device.name,
    CAPTION: known,
    SERIAL: serial.length < 5 ? undefined : serial,
    CLASS: device.kind?.toString(),
    SUBCLASS: device.subclass?.toString(),
  }
}
