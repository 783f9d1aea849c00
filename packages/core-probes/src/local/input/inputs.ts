import type { InputDevice } from './parse-devices.ts'

/** Bus types (kernel: include/uapi/linux/input.h) that a person calls by a name. */
const interfaces: Readonly<Record<string, string>> = {
  '0003': 'USB',
  '0005': 'Bluetooth',
  '0010': 'ISA',
  '0011': 'PS/2',
  '0013': 'Serial',
  '0018': 'I2C',
  '001c': 'SPI',
}

/** Here the place does not tell what a device is for: that of Bluetooth is an address, that of I2C a chip. */
const unplaced = ['0005', '0018', '001c']

/** Something that a person types or points with; buttons of the case are none. */
export function isInput({ bus, phys, handlers }: InputDevice): boolean {
  if (/button/i.test(phys)) return false
  return /input/i.test(phys) || (unplaced.includes(bus) && /^(?:Keyboard|Pointing)$/.test(kindOf(handlers)))
}

/**
 * By the first handler: `kbd`, `mouse0`, else its own name. Of a keyboard that can ask the kernel for help, that one
 * (`sysrq`) comes before `kbd`.
 */
function kindOf([first = '']: readonly string[]): string {
  if (/kbd|^sysrq$/.test(first)) return 'Keyboard'
  return first.includes('mouse') ? 'Pointing' : first
}

export const inputOf = (device: InputDevice, maker: string | undefined) => ({
  NAME: device.name,
  CAPTION: device.name,
  DESCRIPTION: device.name,
  MANUFACTURER: maker,
  INTERFACE: interfaces[device.bus],
  TYPE: kindOf(device.handlers),
})

/** A device with several interfaces, each of them a keyboard for the kernel, is one keyboard: the first. */
export function withoutParts(devices: readonly InputDevice[]): readonly InputDevice[] {
  const known = new Set<string>()
  return devices.filter((device) => {
    const { bus, vendor, product, unique, phys, handlers } = device
    const key = [bus, vendor, product, unique, phys.replace(/\/input\d+$/, ''), kindOf(handlers)].join(' ')
    const fresh = !known.has(key)
    known.add(key)
    return fresh
  })
}
