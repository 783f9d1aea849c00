import type { CaptureParts } from '../builders/capture.ts'
import { linesIn } from './parts.ts'

export interface UsbPart {
  /** Bus and ports, as the kernel names it: `1-4`. */
  readonly port: string
  /** Maker and product, four hex digits each. */
  readonly id: `${string}:${string}`
  readonly manufacturer: string
  readonly product: string
  readonly serial?: string
  /** Class and subclass of its one interface, as numbers. */
  readonly kind: readonly [number, number]
}

const hex = (value: number): string => value.toString(16).padStart(2, '0')

/** Devices of the USB in sysfs, and what `lsusb -v` prints of them. */
export function usb(...devices: readonly UsbPart[]): CaptureParts {
  const places = devices.map((one) => [one, `/sys/devices/pci0000:00/0000:00:14.0/usb1/${one.port}`] as const)
  return {
    files: Object.assign({}, ...places.map(([one, place]) => sysfs(one, place))),
    links: Object.fromEntries(
      places.flatMap(([{ port }, place]) => [
        [`/sys/bus/usb/devices/${port}`, `../../..${place.slice(4)}`],
        [`/sys/bus/usb/devices/${port}:1.0`, `../../..${place.slice(4)}/${port}:1.0`],
      ]),
    ),
    commands: { 'lsusb -v': devices.map(verbose).join('') },
  }
}

function sysfs(one: UsbPart, place: string): Record<string, string> {
  const [idVendor = '', idProduct = ''] = one.id.split(':')
  const [kind, subclass] = one.kind
  return {
    ...linesIn(place, {
      idVendor,
      idProduct,
      bDeviceClass: '00',
      manufacturer: one.manufacturer,
      product: one.product,
      ...(one.serial && { serial: one.serial }),
      speed: 480,
    }),
    ...linesIn(`${place}/${one.port}:1.0`, {
      bInterfaceClass: hex(kind),
      bInterfaceSubClass: hex(subclass),
      bInterfaceNumber: '00',
    }),
  }
}

const verbose = ({ id, manufacturer, product, serial, kind: [kind, subclass] }: UsbPart, at: number): string => {
  const [vendor, device] = id.split(':')
  return `
Bus 001 Device ${String(at + 2).padStart(3, '0')}: ID ${id} ${manufacturer} ${product}
Device Descriptor:
  bLength                18
  bDescriptorType         1
  bcdUSB               2.00
  bDeviceClass            0
  bDeviceSubClass         0
  idVendor           0x${vendor} ${manufacturer}
  idProduct          0x${device} ${product}
  iManufacturer           1 ${manufacturer}
  iProduct                2 ${product}
  iSerial                 ${serial ? `3 ${serial}` : '0'}
  Configuration Descriptor:
    Interface Descriptor:
      bInterfaceNumber        0
      bInterfaceClass  ${String(kind).padStart(9)}
      bInterfaceSubClass${String(subclass).padStart(8)}
Device Status:     0x0000
`
}
