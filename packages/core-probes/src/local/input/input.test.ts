import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linuxInputs } from './linux.ts'
import { parseInputDevices } from './parse-devices.ts'

const device = (name: string, bus: string, phys: string, handlers: string, sysfs = '/devices/x', unique = '') =>
  `I: Bus=${bus} Vendor=046d Product=c31c Version=0110
N: Name="${name}"
P: Phys=${phys}
S: Sysfs=${sysfs}
U: Uniq=${unique}
H: Handlers=${handlers} 
B: PROP=0
`
const usb = '/devices/pci0000:00/0000:00:14.0/usb1/1-7/1-7.2'
const inputs = async (...devices: readonly string[]) => {
  const files = { '/proc/bus/input/devices': devices.join('\n'), [`/sys${usb}/manufacturer`]: 'Logitech\n' }
  return (await runProbe(linuxInputs, captureText({ files }))).patches[0]?.content.INPUTS ?? []
}

test('keyboards and pointers, the last without an empty line behind it', async () => {
  const found = await inputs(
    device('Power Button', '0019', 'LNXPWRBN/button/input0', 'kbd event0'),
    device('AT Translated Set 2 keyboard', '0011', 'isa0060/serio0/input0', 'sysrq kbd event1 leds'),
    device('PS/2 "Generic" Mouse', '0011', 'isa0060/serio1/input0', 'mouse0 event2'),
    device('HDA Intel Mic', '0000', 'ALSA', 'event3'),
    device('Pad', '0003', 'usb-0000:00:14.0-3/input0', 'js0 event4'),
  )
  expect(found.map(({ CAPTION, TYPE, INTERFACE }) => [CAPTION, TYPE, INTERFACE])).toEqual([
    ['AT Translated Set 2 keyboard', 'Keyboard', 'PS/2'],
    ['PS/2 "Generic" Mouse', 'Pointing', 'PS/2'],
    ['Pad', 'js0', 'USB'],
  ])
})

test('a composite device is one of a kind, with its maker', async () => {
  const part = (name: string, input: number, handlers: string) =>
    device(
      name,
      '0003',
      `usb-0000:00:14.0-7.2/input${input}`,
      handlers,
      `${usb}/1-7.2:1.${input}/0003:046D:C31C.0001/input/input7`,
    )
  expect(
    await inputs(
      part('Logitech K', 0, 'sysrq kbd event5 leds'),
      part('Logitech K Consumer Control', 1, 'kbd event6'),
      part('Logitech K Mouse', 1, 'mouse1 event7'),
      part('Logitech K System Control', 2, 'kbd event8'),
    ),
  ).toEqual([
    {
      NAME: 'Logitech K',
      CAPTION: 'Logitech K',
      DESCRIPTION: 'Logitech K',
      MANUFACTURER: 'Logitech',
      INTERFACE: 'USB',
      TYPE: 'Keyboard',
    },
    expect.objectContaining({ NAME: 'Logitech K Mouse', TYPE: 'Pointing' }),
  ])
})

test('the place of Bluetooth and I2C devices is no input, but they are', async () => {
  const found = await inputs(
    device('Keys', '0005', '00:00:5e:00:53:01', 'sysrq kbd event1', '', '00:00:5e:00:53:02'),
    device('More keys', '0005', '00:00:5e:00:53:01', 'sysrq kbd event2', '', '00:00:5e:00:53:03'),
    device('Headset', '0005', '00:00:5e:00:53:01', 'event3', '', '00:00:5e:00:53:04'),
    device('Touchpad', '0018', 'i2c-ELAN0001:00', 'mouse1 event4'),
  )
  expect(found.map(({ NAME, INTERFACE, TYPE }) => [NAME, INTERFACE, TYPE])).toEqual([
    ['Keys', 'Bluetooth', 'Keyboard'],
    ['More keys', 'Bluetooth', 'Keyboard'],
    ['Touchpad', 'I2C', 'Pointing'],
  ])
})

test('a machine without the list has none', async () => {
  expect((await runProbe(linuxInputs, captureText({}))).patches).toEqual([])
})

test('any text: no exception, no empty block', () => {
  const line = fc
    .tuple(fc.constantFrom('I: Bus=', 'N: Name=', 'P: Phys=', 'H: Handlers=', ''), fc.string())
    .map((pair) => pair.join(''))
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const blocks = lines.join('\n').split(/\n\s*\n/)
      expect(parseInputDevices(lines.join('\n')).length).toBeLessThanOrEqual(blocks.length)
    }),
  )
})
