import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { pciIds } from '../ids/databases.ts'
import { type Card, splitTitle } from './card.ts'
import { parseGpuList, parseNvidiaModel, parseNvidiaSettings, parseNvidiaSmi } from './parse-nvidia.ts'

const nvidiaSmi = ['nvidia-smi', '--query-gpu=pci.bus_id,name,memory.total', '--format=csv'] as const
const nvidiaGpus = ['nvidia-settings', '-t', '-c', 'all', '-q', 'gpus'] as const
const nvidiaSettings = (display: string) => ['nvidia-settings', '-t', '-c', `:${display}`, '-q', 'all'] as const

/** NVIDIA's tools may wait for a card to wake up, or for an X server. */
const patience = { timeoutMs: 10_000 }

/** Cards that NVIDIA's driver tells about: `nvidia-smi`, and `nvidia-settings` where that is not there. */
export async function nvidiaCards(host: Host): Promise<{ readonly from: string; readonly cards: readonly Card[] }> {
  const cards = parseNvidiaSmi(ifOk(await host.commands.run(nvidiaSmi, patience))?.stdout ?? '')
  if (cards.length > 0) return { from: 'nvidia-smi', cards }
  return { from: 'nvidia-settings', cards: await settingsCards(host) }
}

async function settingsCards(host: Host): Promise<readonly Card[]> {
  const listed = parseGpuList(ifOk(await host.commands.run(nvidiaGpus, patience))?.stdout ?? '')
  const found = new Map<number, Card>()
  for (const { number } of listed.slice(0, 32)) {
    if (found.has(number)) continue
    const { stdout = '' } = ifOk(await host.commands.run(nvidiaSettings(String(number)), patience)) ?? {}
    for (const [gpu, card] of parseNvidiaSettings(stdout)) if (!found.has(gpu)) found.set(gpu, card)
  }
  return Promise.all(
    listed.flatMap(({ number, name }) => {
      const card = found.get(number)
      return card ? [titled(host, { ...card, name })] : []
    }),
  )
}

/** With the names that its id has, where it has any. */
async function titled(host: Host, card: Card): Promise<Card> {
  const [vendor = '', device = ''] = card.id?.split(':') ?? []
  const ids = await pciIds(host)
  const [vendorName, deviceName] = [ids.name(vendor), ids.name(vendor, device)]
  if (!vendorName || !deviceName) return card
  const title = `${vendorName} ${deviceName}`
  const split = splitTitle(title)
  return { ...card, name: split ? `${vendorName} ${split.product}` : title, chip: split?.chip }
}

/** The name that the driver knows the card at this address by. */
export const nvidiaModel = async (host: Host, address: string): Promise<string | undefined> =>
  parseNvidiaModel(ifOk(await host.files.text(`/proc/driver/nvidia/gpus/${address}/information`)) ?? '')
