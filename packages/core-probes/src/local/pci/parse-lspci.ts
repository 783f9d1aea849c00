import { type PciDevice, shortSlot, subsystemOf } from './device.ts'

/**
 * Devices of `lspci -v -nn` (pciutils): a line `SLOT CLASS [cccc]: VENDOR DEVICE [vvvv:dddd] (rev xx)` each, then
 * indented lines, then an empty one.
 */
export function parseLspci(text: string): PciDevice[] {
  const devices: PciDevice[] = []
  let current: { -readonly [K in keyof PciDevice]: PciDevice[K] } | undefined
  for (const line of text.split('\n')) {
    if (!/^\s/.test(line)) {
      current = headOf(line)
      if (current) devices.push(current)
    } else if (current && line.startsWith('\tSubsystem:')) {
      const [, vendor = '', device = ''] = /([\da-f]{4}):([\da-f]{4})\]?\s?$/.exec(line) ?? []
      current.subsystem = vendor && subsystemOf(vendor, device)
    } else if (current && line.startsWith('\tKernel driver in use:')) {
      current.driver = line.slice(line.indexOf(':') + 1).trim() || undefined
    } else if (current && line.startsWith('\tMemory at') && line.includes(', prefetchable)')) {
      current.prefetchable = (current.prefetchable ?? 0) + sizeOf(line)
    }
  }
  return devices
}

function headOf(line: string): PciDevice | undefined {
  const colon = line.indexOf(']: ')
  const bracket = line.lastIndexOf(' [', colon)
  const kind = line.slice(bracket + 2, colon)
  const blank = line.indexOf(' ')
  const slot = line.slice(0, blank)
  if (colon < 0 || bracket < blank || !/^[\da-f]{4}$/.test(kind) || !/^[\da-f:]{5,20}\.[0-7]$/.test(slot))
    return undefined
  const id = [...line.slice(colon).matchAll(/ \[([\da-f]{4}):([\da-f]{4})\]/g)].at(-1)
  if (!id) return undefined
  const [whole, vendor = '', device = ''] = id
  const revision = /^ \(rev ([\da-f]{2})\)/.exec(line.slice(colon + id.index + whole.length))?.[1]
  return {
    slot: shortSlot(slot),
    vendor,
    device,
    kind,
    revision: revision === '00' ? undefined : revision,
    said: { kind: line.slice(blank, bracket).trim(), title: line.slice(colon + 3, colon + id.index).trim() },
  }
}

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

function sizeOf(line: string): number {
  const [, count = '0', unit = ''] = /\[size=(\d{1,6})([KMGT]?)\]/.exec(line) ?? []
  return Number(count) * (units[unit] ?? 1)
}
