import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { pciIdReads } from '../ids/databases.ts'
import { pciReads, pciRoot } from '../pci/devices.ts'
import { type NamedDevice, namedDevices } from '../pci/names.ts'
import { parseResource } from '../pci/parse-resource.ts'
import { parseUevent } from '../pci/parse-uevent.ts'
import { defineProbe, type Patch, traced } from '../probe.ts'
import { type Card, splitTitle, videoOf } from './card.ts'
import { drm, modeOf, readOutputs, resolutionReads, screenSize } from './resolution.ts'

const sockets = '/tmp/.X11-unix'

/** Graphics adapters: on the PCI buses, else what NVIDIA's tools or an X server tell. */
export const linuxVideos = defineProbe({
  name: 'linux/videos',
  category: 'video',
  platforms: ['linux'],
  reads: [
    ...pciReads,
    ...pciIdReads,
    { file: `${pciRoot}/*/resource` },
    { file: `${pciRoot}/*/mem_info_vram_total` },
    ...resolutionReads,
    { file: `${drm}/card*/device/uevent` },
    { command: ['nvidia-smi', '--query-gpu=pci.bus_id,name,memory.total', '--format=csv'] },
    { command: ['nvidia-settings', '-t', '-c', 'all', '-q', 'gpus'] },
    { command: ['nvidia-settings', '-t', '-c', ':<display>', '-q', 'all'] },
    { file: '/proc/driver/nvidia/gpus/*/information' },
    { dir: sockets },
    { file: '/proc/<pid>/cmdline' },
    { command: ['ddcprobe'] },
  ],
  yields: ['VIDEOS'],
  async run(host) {
    const { from, devices } = await namedDevices(host)
    const cards = devices.filter(isVideo)
    return cards.length > 0 ? onPci(host, from, cards) : elsewhere(host)
  },
})

const isVideo = ({ kind, said, kindName = '' }: NamedDevice): boolean =>
  /^03|graphics|vga|video|display|3d controller/i.test(`${kind} ${said?.kind ?? kindName}`)

async function onPci(host: Host, from: string, cards: readonly NamedDevice[]): Promise<readonly Patch[]> {
  const alone = cards.length === 1
  const { cards: driven, outputs } = await readOutputs(host)
  const own = cards.some(({ vendor, driver }) => vendor === '10de' && driver === 'nvidia')
  const nvidia = own ? await (await import('./nvidia.ts')).nvidiaCards(host) : { from: '', cards: [] }
  const [seen, screen] =
    alone && driven.length === 0 && !nvidia.cards[0]?.resolution ? await screenSize(host) : ['', undefined]
  const entries = cards.map(async (card) => {
    const its = nvidia.cards.find(({ slot }) => slot === card.slot)
    const mode = modeOf(outputs, ({ slot = alone ? card.slot : undefined }) => slot === card.slot)
    return traced(
      [from, videoOf(await describe(host, card, its))],
      [nvidia.from, videoOf({ memory: its?.memory })],
      [from, videoOf({ memory: its?.memory ? undefined : await videoMemory(host, card) })],
      [drm, videoOf({ resolution: mode })],
      [nvidia.from, videoOf({ resolution: its?.resolution })],
      [seen, videoOf({ resolution: screen })],
    )
  })
  return [{ from, content: { VIDEOS: await Promise.all(entries) } }]
}

/** The board is named by its own maker, where the title names a product beside the chip. */
async function describe(host: Host, card: NamedDevice, its: Card | undefined): Promise<Card> {
  const split = splitTitle(card.title)
  const place = { slot: card.slot, id: `${card.vendor}:${card.device}` }
  if (split) {
    const maker = card.subsystemVendorName ?? card.vendorName
    return { ...place, chip: split.chip, name: maker ? `${maker} ${split.product}` : split.product }
  }
  const unnamed = card.deviceName === undefined && card.vendor === '10de' && card.driver === 'nvidia'
  const model = unnamed
    ? (its?.name ?? (await (await import('./nvidia.ts')).nvidiaModel(host, address(card))))
    : undefined
  return { ...place, chip: card.said?.kind ?? card.kindName, name: model ?? card.title }
}

const address = ({ slot }: NamedDevice): string => (slot.length > 7 ? slot : `0000:${slot}`)

/** MB: of the card's own memory where its driver tells it, else of what the processor sees of it. */
async function videoMemory(host: Host, card: NamedDevice): Promise<number | undefined> {
  const dir = `${pciRoot}/${address(card)}`
  const own = card.driver === 'amdgpu' ? Number(ifOk(await host.files.text(`${dir}/mem_info_vram_total`))) : 0
  const seen = async (): Promise<number> =>
    card.prefetchable ?? parseResource(ifOk(await host.files.text(`${dir}/resource`)) ?? '')
  return Math.floor((own || (await seen())) / 2 ** 20) || undefined
}

/** No adapter on a PCI bus. */
async function elsewhere(host: Host): Promise<readonly Patch[]> {
  const present = await Promise.all(
    ['nvidia-smi', 'nvidia-settings', 'ddcprobe'].map((name) => host.commands.which(name)),
  )
  const [smi, settings, ddcprobe] = present.map(({ state }) => state === 'ok')
  if (smi || settings) {
    const { nvidiaCards } = await import('./nvidia.ts')
    const { from, cards } = await nvidiaCards(host)
    if (cards.length > 0) return [{ from, content: { VIDEOS: cards.map(videoOf) } }]
  }
  const platform = await onPlatform(host)
  if (platform.length > 0) return [{ from: drm, content: { VIDEOS: platform.map(videoOf) } }]
  if (!ddcprobe && !ifOk(await host.files.list(sockets))?.length) return []
  const { cardByX } = await import('./by-x.ts')
  const found = await cardByX(host)
  return found ? [{ from: found.from, content: { VIDEOS: [videoOf(found.card)] } }] : []
}

/** Adapters with outputs that are no PCI functions: of a system on a chip, or of Hyper-V. */
async function onPlatform(host: Host): Promise<readonly Card[]> {
  const { cards, outputs } = await readOutputs(host)
  const found = cards.map(async (card) => {
    const values = parseUevent(ifOk(await host.files.text(`${drm}/${card}/device/uevent`)) ?? '')
    const driver = values.get('DRIVER')
    const resolution = modeOf(outputs, (output) => output.card === card)
    return driver ? [{ name: values.get('OF_COMPATIBLE_0') ?? driver, chip: driver, resolution }] : []
  })
  return (await Promise.all(found)).flat()
}
