import { hub, serialOf, stringOf, type UsbDevice } from './device.ts'

/** Who makes the hubs that host controllers are. */
const linux = '1d6b'

const field =
  /^ {0,12}(idVendor|idProduct|iManufacturer|iProduct|iSerial|bDeviceClass|bInterfaceClass|bInterfaceSubClass|Device Status:) {1,40}(.{0,500})/

/**
 * Devices of `lsusb -v` (usbutils): blocks of lines `KEY VALUE [NAME]`, indented by what they are part of. Hubs with a
 * power supply of their own and the roots of the buses are left out.
 */
export function parseLsusb(text: string): UsbDevice[] {
  const devices: UsbDevice[] = []
  let values = new Map<string, string>()
  const close = (): void => {
    const device = deviceOf(values)
    if (device) devices.push(device)
    values = new Map()
  }
  for (const line of text.split('\n')) {
    if (line.startsWith('Bus ') || line.startsWith('Device Descriptor:')) close()
    const [, key, value = ''] = field.exec(line) ?? []
    // Of interfaces the first.
    if (key !== undefined && !values.has(key)) values.set(key, value)
  }
  close()
  return devices
}

function deviceOf(values: ReadonlyMap<string, string>): UsbDevice | undefined {
  const id = (key: string): string | undefined => /^0x([\da-f]{4})\b/i.exec(values.get(key) ?? '')?.[1]?.toLowerCase()
  const number = (key: string): number | undefined => {
    const [digits] = /^\d{1,3}/.exec(values.get(key) ?? '') ?? []
    return digits === undefined ? undefined : Number(digits)
  }
  /** Strings follow their index; index 0 is none. */
  const text = (key: string): string | undefined => /^[1-9]\d{0,2} (.{0,500})$/.exec(values.get(key) ?? '')?.[1]
  const [vendor, product] = [id('idVendor'), id('idProduct')]
  if (!vendor || !product) return undefined
  const status = Number(/^0x([\da-f]{4})/i.exec(values.get('Device Status:') ?? '')?.[0] ?? 0)
  if (number('bDeviceClass') === hub && (vendor === linux || (status & 1) === 1)) return undefined
  return {
    vendor,
    product,
    manufacturer: stringOf(text('iManufacturer')),
    name: stringOf(text('iProduct')),
    serial: serialOf(text('iSerial')),
    kind: number('bInterfaceClass') ?? (number('bDeviceClass') || undefined),
    subclass: number('bInterfaceSubClass'),
  }
}
