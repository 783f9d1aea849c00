import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { busEntries } from '../pci/bus.ts'
import { once, type Source } from '../probe.ts'
import { hub, serialOf, stringOf, type UsbDevice } from './device.ts'
import { parseLsusb } from './parse-lsusb.ts'

const root = '/sys/bus/usb/devices'
const lsusb = ['lsusb', '-v'] as const
const deviceFiles = ['idVendor', 'idProduct', 'bDeviceClass', 'manufacturer', 'product', 'serial'] as const
const interfaceFiles = ['bInterfaceClass', 'bInterfaceSubClass'] as const
/** bmAttributes: powered by itself (USB 2.0, table 9-10). */
const selfPowered = 0x40

export const usbReads: readonly Source[] = [
  { file: '/sys/bus' },
  { dir: root },
  ...[...deviceFiles, 'bmAttributes'].map((name) => ({ file: `${root}/*/${name}` })),
  ...interfaceFiles.map((name) => ({ file: `${root}/*:*/${name}` })),
  { command: lsusb, root: true },
]

/** All USB devices but the roots of the buses and hubs with a power supply; `lsusb` is asked where sysfs does not tell. */
export const usbDevices = once(
  async (host: Host): Promise<{ readonly from: string; readonly devices: readonly UsbDevice[] }> => {
    const entries = await busEntries(host, 'usb')
    if (!entries) {
      const { stdout = '' } = ifOk(await host.commands.run(lsusb)) ?? {}
      return { from: 'lsusb', devices: parseLsusb(stdout) }
    }
    const names = entries.map(({ name }) => name)
    // `1-4.2` is a device, `1-4.2:1.0` an interface of it, `usb1` the root of a bus.
    const ports = names.filter((name) => /^\d+-\d+(?:\.\d+)*$/.test(name)).sort(byPort)
    const found = await Promise.all(ports.map((port) => deviceAt(host, port, names)))
    return { from: root, devices: found.filter((device) => device !== undefined) }
  },
)

/** `1-10` after `1-9`. Not by the rules of a language: those take 14 ms to load. */
const byPort = (a: string, b: string): number => (padded(a) < padded(b) ? -1 : 1)
const padded = (port: string): string => port.replace(/\d+/g, (digits) => digits.padStart(4, '0'))

async function deviceAt(host: Host, port: string, names: readonly string[]): Promise<UsbDevice | undefined> {
  const read = async (dir: string, file: string): Promise<string | undefined> =>
    ifOk(await host.files.text(`${root}/${dir}/${file}`))?.trim()
  const [vendor, product, kind, manufacturer, name, serial] = await Promise.all(
    deviceFiles.map((file) => read(port, file)),
  )
  if (!/^[\da-f]{4}$/.test(vendor ?? '') || !/^[\da-f]{4}$/.test(product ?? '')) return undefined
  if (number(kind) === hub && ((number(await read(port, 'bmAttributes')) ?? 0) & selfPowered) !== 0) return undefined
  const first = names.filter((entry) => entry.startsWith(`${port}:`)).sort(byPort)[0]
  const [interfaceClass, subclass] = first
    ? await Promise.all(interfaceFiles.map((file) => read(first, file)))
    : [undefined, undefined]
  return {
    vendor: vendor ?? '',
    product: product ?? '',
    manufacturer: stringOf(manufacturer),
    name: stringOf(name),
    serial: serialOf(serial),
    kind: number(interfaceClass) ?? (number(kind) || undefined),
    subclass: number(subclass),
  }
}

const number = (text: string | undefined): number | undefined =>
  /^[\da-f]{2}$/i.test(text ?? '') ? Number.parseInt(text ?? '', 16) : undefined
