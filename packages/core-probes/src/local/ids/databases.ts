import { idPaths, openIds } from '../../host/ids.ts'
import { once, type Source } from '../probe.ts'

/** Names of PCI devices, as this machine or else the package knows them. */
export const pciIds = once((host) => openIds(host, 'pci.ids'))
export const usbIds = once((host) => openIds(host, 'usb.ids'))

export const pciIdReads: readonly Source[] = idPaths['pci.ids'].map((file) => ({ file }))
export const usbIdReads: readonly Source[] = idPaths['usb.ids'].map((file) => ({ file }))
