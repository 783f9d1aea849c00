import { type PciDevice, shortSlot, subsystemOf } from './device.ts'

/** Lines `KEY=value` of a `uevent` of sysfs. */
export function parseUevent(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n', 200)) {
    const equals = line.indexOf('=')
    if (equals > 0) values.set(line.slice(0, equals), line.slice(equals + 1).trim())
  }
  return values
}

const digits = (text: string, count: number): string | undefined =>
  /^[\da-f]{1,8}$/.test(text) ? text.padStart(count, '0') : undefined

/**
 * What the kernel tells of a PCI function in its `uevent` (drivers/pci/pci-driver.c): ids without leading zeros in the
 * class only, in capitals. Undefined where it is no such file.
 */
export function parsePciUevent(address: string, text: string): PciDevice | undefined {
  const values = parseUevent(text)
  const [vendor, device] = idsOf(values.get('PCI_ID'))
  const kind = digits((values.get('PCI_CLASS') ?? '').toLowerCase(), 6)
  if (!vendor || !device || !kind) return undefined
  const [subvendor, subdevice] = idsOf(values.get('PCI_SUBSYS_ID'))
  return {
    slot: shortSlot(address),
    vendor,
    device,
    kind: kind.slice(0, 4),
    subsystem: subvendor && subdevice && subsystemOf(subvendor, subdevice),
    driver: values.get('DRIVER') || undefined,
  }
}

const idsOf = (text = ''): readonly (string | undefined)[] =>
  text
    .toLowerCase()
    .split(':')
    .map((id) => digits(id, 4))
