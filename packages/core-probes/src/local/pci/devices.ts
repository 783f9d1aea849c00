import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once, type Source } from '../probe.ts'
import { busEntries } from './bus.ts'
import { type PciDevice, shortSlot, subsystemOf } from './device.ts'
import { parsePciUevent } from './parse-uevent.ts'

export const pciRoot = '/sys/bus/pci/devices'
const lspci = ['lspci', '-v', '-nn'] as const
const files = ['vendor', 'device', 'class', 'subsystem_vendor', 'subsystem_device'] as const

export const pciReads: readonly Source[] = [
  { file: '/sys/bus' },
  { dir: pciRoot },
  ...['uevent', 'revision', ...files].map((name) => ({ file: `${pciRoot}/*/${name}` })),
  { command: lspci },
]

export interface PciBus {
  readonly from: string
  readonly devices: readonly PciDevice[]
}

/** All functions on the PCI buses, in the order of their addresses; `lspci` is asked where sysfs does not tell. */
export const pciBus = once(async (host: Host): Promise<PciBus> => {
  const entries = await busEntries(host, 'pci')
  if (entries) {
    const found = await Promise.all(entries.map(({ name }) => fromSysfs(host, name)))
    return { from: pciRoot, devices: found.filter((device) => device !== undefined) }
  }
  const { parseLspci } = await import('./parse-lspci.ts')
  return { from: 'lspci', devices: parseLspci(ifOk(await host.commands.run(lspci))?.stdout ?? '') }
})

async function fromSysfs(host: Host, address: string): Promise<PciDevice | undefined> {
  const line = async (file: string): Promise<string | undefined> =>
    ifOk(await host.files.text(`${pciRoot}/${address}/${file}`))?.trim()
  const [uevent, revision] = await Promise.all([line('uevent'), line('revision')])
  const device = parsePciUevent(address, uevent ?? '') ?? (await fromFiles(host, address, line))
  const number = /^0x([\da-f]{2})$/.exec(revision ?? '')?.[1]
  return device && { ...device, revision: number === '00' ? undefined : number }
}

/** The same in files of their own. */
async function fromFiles(
  host: Host,
  address: string,
  line: (file: string) => Promise<string | undefined>,
): Promise<PciDevice | undefined> {
  const [vendor, device, kind, subvendor = '', subdevice = ''] = (await Promise.all(files.map(line))).map(
    (word) => /^0x([\da-f]{4,6})$/.exec(word ?? '')?.[1],
  )
  if (!vendor || !device || !kind) return undefined
  const driver = ifOk(await host.files.link(`${pciRoot}/${address}/driver`))
  return {
    slot: shortSlot(address),
    vendor,
    device,
    kind: kind.slice(0, 4),
    subsystem: subvendor && subsystemOf(subvendor, subdevice),
    driver: driver?.slice(driver.lastIndexOf('/') + 1),
  }
}
