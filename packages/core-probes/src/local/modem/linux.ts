import { valueOf as ifOk } from '../../host/port.ts'
import { pciIdReads } from '../ids/databases.ts'
import { pciReads } from '../pci/devices.ts'
import { namedDevices } from '../pci/names.ts'
import { defineProbe, type Patch } from '../probe.ts'

/** Control ports of mobile modems, by drivers of the USB (cdc-wdm, qmi_wwan) and of the WWAN subsystem. */
const controls = ['/sys/class/usbmisc', '/sys/class/wwan'] as const

/** PCI functions that are modems, by the name of their class, and mobile modems. */
export const linuxModems = defineProbe({
  name: 'linux/modems',
  category: 'modem',
  platforms: ['linux'],
  reads: [
    ...pciReads,
    ...pciIdReads,
    ...controls.map((dir) => ({ dir })),
    ...['manufacturer', 'product', 'serial'].map((name) => ({ file: `/sys/bus/usb/devices/*/${name}` })),
    { command: ['mmcli', '-L', '-J'] },
    { command: ['mmcli', '-m', '<modem>', '-J'] },
  ],
  yields: ['MODEMS'],
  async run(host) {
    const [{ from, devices }, ...lists] = await Promise.all([
      namedDevices(host),
      ...controls.map(async (dir) => (ifOk(await host.files.list(dir)) ?? []).map(({ name }) => `${dir}/${name}`)),
    ])
    const entries = devices
      .filter(({ kind, said, kindName = '' }) => /^0703|modem/i.test(`${kind} ${said?.kind ?? kindName}`))
      .map(({ said, kindName, title }) => ({ DESCRIPTION: said?.kind ?? kindName, NAME: title }))
    const cards: readonly Patch[] = entries.length > 0 ? [{ from, content: { MODEMS: entries } }] : []
    const ports = lists.flat().filter((path) => /\/(?:cdc-wdm|wwan)\d/.test(path))
    if (ports.length === 0) return cards
    const { mobileModems } = await import('./mobile.ts')
    return [...cards, ...(await mobileModems(host, ports))]
  },
})
