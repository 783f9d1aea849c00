import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { smbios, smbiosReads } from '../smbios/index.ts'
import { type Attributes, attributes, type Battery, firmwareBatteries, merged, systemBattery } from './batteries.ts'

const supplies = '/sys/class/power_supply'

/** Batteries of the machine, from the kernel and from the firmware (SMBIOS type 22). */
export const linuxBatteries = defineProbe({
  name: 'linux/batteries',
  category: 'battery',
  platforms: ['linux'],
  reads: [{ dir: supplies }, ...attributes.map((name) => ({ file: `${supplies}/*/${name}` })), ...smbiosReads],
  yields: ['BATTERIES'],
  async run(host) {
    const [table, entries] = await Promise.all([smbios(host), host.files.list(supplies)])
    const names = (ifOk(entries) ?? []).map(({ name }) => name)
    const system = await Promise.all(names.map((name) => batteryAt(host, `${supplies}/${name}`)))
    const firmware = { from: table.from, batteries: firmwareBatteries(table) }
    const found = merged(
      firmware,
      system.flatMap((battery) => battery ?? []),
    )
    return found.length > 0 ? [{ from: supplies, content: { BATTERIES: found } }] : []
  },
})

async function batteryAt(host: Host, from: string): Promise<(Battery & { readonly from: string }) | undefined> {
  const read = async (name: string): Promise<string | undefined> =>
    ifOk(await host.files.text(`${from}/${name}`))?.trim()
  if ((await read('type')) !== 'Battery') return undefined
  const texts = await Promise.all(attributes.map(async (name) => [name, await read(name)] as const))
  const battery = systemBattery(Object.fromEntries(texts) as Attributes)
  return battery && { ...battery, from }
}
