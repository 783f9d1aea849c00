import { usbIdReads, usbIds } from '../ids/databases.ts'
import { defineProbe } from '../probe.ts'
import { usbEntry } from './device.ts'
import { usbDevices, usbReads } from './devices.ts'

/** Devices on the USB. */
export const linuxUsb = defineProbe({
  name: 'linux/usb',
  category: 'usb',
  platforms: ['linux'],
  reads: [...usbReads, ...usbIdReads],
  yields: ['USBDEVICES'],
  async run(host) {
    const { from, devices } = await usbDevices(host)
    if (devices.length === 0) return []
    const ids = await usbIds(host)
    return [{ from, content: { USBDEVICES: devices.map((device) => usbEntry(device, ids)) } }]
  },
})
