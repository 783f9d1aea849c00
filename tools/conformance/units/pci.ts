import { parseLspci } from '../../../packages/core-probes/src/local/pci/parse-lspci.ts'
import { parseLsusb } from '../../../packages/core-probes/src/local/usb/parse-lsusb.ts'
import { parseDdcprobe } from '../../../packages/core-probes/src/local/video/parse-ddcprobe.ts'
import { parseXorgLog } from '../../../packages/core-probes/src/local/video/parse-xorg-log.ts'
import { replayed, type Units } from './step.ts'

const decimal = (value: number): string => String(value).padStart(2, '0')

/** PCI and USB devices, video, sound, inputs. */
export const pci: Units = {
  'Generic.PCI.Controllers._getControllers': replayed,
  'Generic.PCI.Modems._getModems': replayed,
  'Generic.PCI.Sounds._getSounds': replayed,
  'Generic.PCI.Videos._getVideos': replayed,
  'Generic.PCI.Videos.Nvidia._getNvidiaVideos': replayed,
  'Generic.PCI.Videos.Nvidia.doInventory': replayed,
  'Generic.USB._getDevices': replayed,
  'Generic.getPCIDevices': ({ text }) =>
    parseLspci(text()).map((device) => ({
      PCISLOT: device.slot,
      PCIID: `${device.vendor}:${device.device}`,
      PCICLASS: device.kind,
      PCISUBSYSTEMID: device.subsystem,
      NAME: device.said?.kind,
      MANUFACTURER: device.said?.title,
      REV: device.revision,
      DRIVER: device.driver,
      MEMORY: Math.floor((device.prefetchable ?? 0) / 2 ** 20) || undefined,
    })),
  'Generic.USB._getDevicesFromLsusb': ({ text }) =>
    parseLsusb(text()).map((device) => ({
      VENDORID: device.vendor,
      PRODUCTID: device.product,
      MANUFACTURER: device.manufacturer,
      NAME: device.name,
      SERIAL: device.serial,
      CLASS: device.kind,
      SUBCLASS: device.subclass,
    })),
  'Linux.Videos._getDdcprobeData': ({ text }) => Object.fromEntries(parseDdcprobe(text())),
  'Linux.Videos._parseXorgFd': ({ text }) => {
    const { name, product, resolution, memory, place, id } = parseXorgLog(text())
    return {
      name,
      product,
      resolution,
      memory: memory && `${memory}kB`,
      pciid: id,
      pcislot: place && `${decimal(place.bus)}:${decimal(place.device)}.${place.function}`,
    }
  },
}
