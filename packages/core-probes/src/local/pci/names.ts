import type { Host } from '../../host/port.ts'
import { pciIds } from '../ids/databases.ts'
import { once } from '../probe.ts'
import type { PciDevice } from './device.ts'
import { pciBus } from './devices.ts'

/** A function with the names of its ids. What nobody named is undefined. */
export interface NamedDevice extends PciDevice {
  readonly vendorName: string | undefined
  readonly deviceName: string | undefined
  readonly subsystemVendorName: string | undefined
  readonly subsystemName: string | undefined
  /** Name of the subclass, else of the class. */
  readonly kindName: string | undefined
  /** Vendor and device as lspci prints them. */
  readonly title: string
}

type Name = (...ids: [string, ...string[]]) => string | undefined

/** The functions on the PCI buses with their names. */
export const namedDevices = once(async (host: Host) => {
  const { from, devices } = await pciBus(host)
  if (devices.length === 0) return { from, devices: [] }
  const { name } = await pciIds(host)
  return { from, devices: devices.map((device) => named(device, name)) }
})

function named(device: PciDevice, name: Name): NamedDevice {
  const { vendor, subsystem = '', said } = device
  const vendorName = name(vendor)
  const deviceName =
    vendorName === undefined ? undefined : (name(vendor, device.device) ?? saidOf(said?.title, vendorName))
  const group = `C ${device.kind.slice(0, 2)}`
  return {
    ...device,
    vendorName,
    deviceName,
    subsystemVendorName: subsystem ? name(subsystem.slice(0, 4)) : undefined,
    subsystemName: subsystem ? name(vendor, device.device, subsystem.replace(':', ' ')) : undefined,
    kindName: name(group, device.kind.slice(2)) ?? name(group) ?? said?.kind,
    title:
      said?.title ??
      (vendorName === undefined
        ? `Device ${vendor}:${device.device}`
        : `${vendorName} ${deviceName ?? `Device ${device.device}`}`),
  }
}

/** The name of the device that stands after that of the vendor; `Device` and its number are none. */
function saidOf(title: string | undefined, vendorName: string): string | undefined {
  if (!title?.startsWith(`${vendorName} `)) return undefined
  const rest = title.slice(vendorName.length + 1)
  return /^(?:Unknown device|Device)\b/.test(rest) ? undefined : rest
}
