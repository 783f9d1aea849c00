/** A device that gives events, as /proc/bus/input/devices tells of it. Numbers are 4 hex digits. */
export interface InputDevice {
  readonly bus: string
  readonly vendor: string
  readonly product: string
  readonly name: string
  /** Where it is plugged in: `usb-0000:00:14.0-7/input1`. */
  readonly phys: string
  /** Place below /sys. */
  readonly sysfs: string
  /** Serial number or hardware address of its own. */
  readonly unique: string
  readonly handlers: readonly string[]
}

/**
 * Text of /proc/bus/input/devices (kernel: drivers/input/input.c): a block a device, its lines marked by a letter; an
 * empty line ends a block, or the text does.
 */
export function parseInputDevices(text: string): readonly InputDevice[] {
  const devices: InputDevice[] = []
  let lines: string[] = []
  for (const line of [...text.split('\n', 100_000), '']) {
    if (line.trim() !== '') lines.push(line)
    else if (lines.length > 0) {
      devices.push(deviceOf(lines))
      lines = []
    }
  }
  return devices
}

function deviceOf(lines: readonly string[]): InputDevice {
  const after = (start: string): string =>
    lines
      .find((line) => line.startsWith(start))
      ?.slice(start.length)
      .trim() ?? ''
  const id = (name: string): string =>
    after('I: ')
      .split(' ')
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .toLowerCase() ?? ''
  return {
    bus: id('Bus'),
    vendor: id('Vendor'),
    product: id('Product'),
    name: after('N: Name=').replace(/^"|"$/g, ''),
    phys: after('P: Phys='),
    sysfs: after('S: Sysfs='),
    unique: after('U: Uniq='),
    handlers: after('H: Handlers=').split(/\s+/).filter(Boolean),
  }
}
