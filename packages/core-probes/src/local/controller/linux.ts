import { pciIdReads } from '../ids/databases.ts'
import { pciReads } from '../pci/devices.ts'
import { type NamedDevice, namedDevices } from '../pci/names.ts'
import { defineProbe } from '../probe.ts'

/** Every function on the PCI buses. */
export const linuxControllers = defineProbe({
  name: 'linux/controllers',
  category: 'controller',
  platforms: ['linux'],
  reads: [...pciReads, ...pciIdReads],
  yields: ['CONTROLLERS'],
  async run(host) {
    const { from, devices } = await namedDevices(host)
    return devices.length > 0 ? [{ from, content: { CONTROLLERS: devices.map(controller) } }] : []
  },
})

const controller = (device: NamedDevice) => ({
  NAME: device.subsystemName ?? device.deviceName ?? device.said?.kind ?? device.kindName,
  CAPTION: device.deviceName,
  MANUFACTURER: device.vendorName ?? device.said?.title,
  TYPE: device.kindName,
  DRIVER: device.driver,
  PCICLASS: device.kind,
  VENDORID: device.vendor,
  PRODUCTID: device.device,
  PCISUBSYSTEMID: device.subsystem,
  PCISLOT: device.slot,
  REV: device.revision,
})
