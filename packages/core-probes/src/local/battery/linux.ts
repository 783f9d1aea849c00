import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { smbios, smbiosReads } from '../smbios/index.ts'
import { type Attributes, attributes, type Battery, firmwareBatteries, merged, systemBattery } from './batteries.ts'

const supplies = '/sys/class/power_supply'
type Running = Battery & { readonly from: string }

/** Batteries of the machine, from the kernel (else from the power daemon) and from the firmware (SMBIOS type 22). */
export const linuxBatteries = defineProbe({
  name: 'linux/batteries',
  category: 'battery',
  platforms: ['linux'],
  reads: [
    { dir: supplies },
    ...attributes.map((name) => ({ file: `${supplies}/*/${name}` })),
    ...smbiosReads,
    { command: ['upower', '--enumerate'] },
    { command: ['upower', '-i', '*'] },
  ],
  yields: ['BATTERIES'],
  async run(host) {
    const [table, entries] = await Promise.all([smbios(host), host.files.list(supplies)])
    const system =
      entries.state === 'ok'
        ? await Promise.all(entries.value.map(({ name }) => batteryAt(host, `${supplies}/${name}`)))
        : await byDaemon(host)
    const firmware = { from: table.from, batteries: firmwareBatteries(table) }
    const found = merged(
      firmware,
      system.flatMap((battery) => battery ?? []),
    )
    return found.length > 0 ? [{ from: supplies, content: { BATTERIES: found } }] : []
  },
})

async function batteryAt(host: Host, from: string): Promise<Running | undefined> {
  const read = async (name: string): Promise<string | undefined> =>
    ifOk(await host.files.text(`${from}/${name}`))?.trim()
  if ((await read('type')) !== 'Battery') return undefined
  const texts = await Promise.all(attributes.map(async (name) => [name, await read(name)] as const))
  const battery = systemBattery(Object.fromEntries(texts) as Attributes)
  return battery && { ...battery, from }
}

/** Where the kernel shows no power supplies, UPower may know of some by other ways. */
async function byDaemon(host: Host): Promise<readonly Running[]> {
  const list = ifOk(await host.commands.run(['upower', '--enumerate']))
  if (!list) return []
  const { parseUpower, parseUpowerList } = await import('./parse-power.ts')
  const found = await Promise.all(
    parseUpowerList(list.stdout).map(async (path) => {
      const battery = parseUpower(ifOk(await host.commands.run(['upower', '-i', path]))?.stdout ?? '')
      return battery?.system ? [{ ...battery.fields, from: 'upower' }] : []
    }),
  )
  return found.flat()
}
