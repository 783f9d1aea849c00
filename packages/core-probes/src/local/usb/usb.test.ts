import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesIn } from '../../../../../tools/testkit/src/hosts/parts.ts'
import { usb } from '../../../../../tools/testkit/src/hosts/usb.ts'
import { linuxUsb } from './linux.ts'
import { parseLsusb } from './parse-lsusb.ts'

const devices = async (parts: CaptureParts) => {
  const { patches } = await runProbe(linuxUsb, captureText(parts))
  return patches.flatMap(({ content }) => content.USBDEVICES ?? [])
}
const ids = { '/usr/share/hwdata/usb.ids': '0a0b  Acme, Inc.\n\t0001  Scanner\n0c0d  Other\n' }

const parts = usb(
  { port: '1-10', id: '0c0d:0001', manufacturer: 'Own', product: 'Own thing', serial: '123', kind: [255, 0] },
  { port: '1-2', id: '0a0b:0001', manufacturer: 'acme', product: 'SCN', serial: 'S/N:00AB Rev:1', kind: [3, 1] },
  { port: '1-2.1', id: '0e0f:0009', manufacturer: 'Third', product: 'Pen', serial: 'KB-40017', kind: [8, 6] },
)
const expected = [
  {
    VENDORID: '0a0b',
    PRODUCTID: '0001',
    MANUFACTURER: 'Acme, Inc.',
    NAME: 'Scanner',
    CAPTION: 'Scanner',
    CLASS: '3',
    SUBCLASS: '1',
  },
  {
    VENDORID: '0e0f',
    PRODUCTID: '0009',
    MANUFACTURER: 'Third',
    NAME: 'Pen',
    SERIAL: 'KB-40017',
    CLASS: '8',
    SUBCLASS: '6',
  },
  { VENDORID: '0c0d', PRODUCTID: '0001', MANUFACTURER: 'Other', NAME: 'Own thing', CLASS: '255', SUBCLASS: '0' },
]

test('devices by their ports; hubs only where they live on the bus', async () => {
  const hub = (port: string, attributes: string, first: string) => ({
    ...linesIn(`/sys/bus/usb/devices/${port}`, {
      idVendor: first,
      idProduct: '0101',
      bDeviceClass: '09',
      bmAttributes: attributes,
    }),
  })
  const files = {
    ...parts.files,
    ...ids,
    ...hub('usb1', 'e0', '1d6b'),
    ...hub('1-3', 'e0', 'aaaa'),
    ...hub('1-4', 'a0', 'bbbb'),
  }
  const links = {
    ...parts.links,
    ...Object.fromEntries(['usb1', '1-3', '1-4'].map((name) => [`/sys/bus/usb/devices/${name}/x`, 'y'])),
  }
  const [scanner, pen, , ...rest] = expected
  expect(await devices({ files, links })).toMatchObject([
    { ...scanner, SERIAL: undefined },
    pen,
    { VENDORID: 'bbbb', CLASS: '9' },
    expected[2],
    ...rest,
  ])
})

test('lsusb -v where sysfs tells nothing', async () => {
  const found = await devices({ files: ids, commands: parts.commands ?? {} })
  expect(found).toMatchObject([expected[2], expected[0], expected[1]])
})

test('lsusb: roots of buses and powered hubs are left out, texts that could not be read too', () => {
  const block = (vendor: string, kind: number, serial: string, status: string): string =>
    `\nBus 001 Device 001: ID ${vendor}:0002 x\nDevice Descriptor:\n  bDeviceClass            ${kind} Hub\n  idVendor           0x${vendor} x\n  idProduct          0x0002 y\n  iManufacturer           3 (error)\n  iProduct                0 \n  iSerial                 1 ${serial}\n      bInterfaceClass         3 HID\n      bInterfaceClass         8 Mass Storage\nDevice Status:     ${status}\n`
  const text =
    block('1d6b', 9, '0000:00:14.0', '0x0000') +
    block('aaaa', 9, '', '0x0001') +
    block('bbbb', 9, '0000:00:14.0', '0x0000')
  expect(parseLsusb(text)).toEqual([
    {
      vendor: 'bbbb',
      product: '0002',
      manufacturer: undefined,
      name: undefined,
      serial: undefined,
      kind: 3,
      subclass: undefined,
    },
  ])
})

test('a machine without USB has none', async () => {
  expect(await devices({})).toEqual([])
  expect(await devices({ lists: { '/sys/bus': ['d pci'] }, commands: parts.commands ?? {} })).toEqual([])
  expect(await devices({ lists: { '/sys/bus/usb/devices': [] }, commands: parts.commands ?? {} })).toEqual([])
})

test('whatever the text', () => {
  const words = [
    'Bus ',
    '\n',
    '  idVendor 0x0a0b x',
    '  idProduct 0x0001',
    '  iSerial 1 ',
    'S/N:',
    '  bDeviceClass 9',
    'Device Status: 0x0001',
  ]
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (parts) => {
      for (const { vendor, product } of parseLsusb(parts.join(''))) expect(vendor + product).toMatch(/^[\da-f]{8}$/)
    }),
  )
})
