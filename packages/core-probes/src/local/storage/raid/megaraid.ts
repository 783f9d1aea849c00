import { type Host, valueOf as ifOk } from '../../../host/port.ts'
import type { Storage } from '../disk.ts'
import {
  type Block,
  megaraidDisk,
  parseAdapterCount,
  parseEnclosures,
  parseLdInfo,
  parsePairs,
  parsePdList,
  parseSummary,
} from './parse-megacli.ts'
import type { Tool } from './tool.ts'

/** LSI MegaRAID and its many names (PERC, ServeRAID M, ...) by MegaCli, and by smartctl through the controller. */
export async function megacli(tool: Tool): Promise<readonly Storage[]> {
  const count = parseAdapterCount(await tool.ask(['-adpCount'])) ?? 1
  const found: Storage[] = []
  for (let adapter = 0; adapter < count; adapter++) found.push(...(await ofAdapter(tool, adapter)))
  return found
}

async function ofAdapter(tool: Tool, adapter: number): Promise<readonly Storage[]> {
  const ask = (...words: readonly string[]): Promise<string> => tool.ask([...words, `-a${adapter}`, '-NoLog'])
  if (await tool.has('smartctl')) {
    const found = await bySmartctl(tool, ask)
    if (found.length > 0) return found
  }
  const disks = parsePdList(await ask('-PDlist'))
  if (disks.length === 0) return []
  const enclosures = parseEnclosures(await ask('-EncInfo'))
  const summary = parseSummary(await ask('-ShowSummary'))
  return disks.map((disk) => megaraidDisk(disk, enclosures, summary))
}

/** Disks that the system does not see by themselves, each through the block device of the controller. */
async function bySmartctl(
  tool: Tool,
  ask: (...words: readonly string[]) => Promise<string>,
): Promise<readonly Storage[]> {
  const block = await blockAt(tool.host, parsePairs(await ask('-AdpGetPciInfo')))
  if (block === undefined) return []
  const volumes = parseLdInfo(await ask('-ldinfo', '-lAll'))
  const hidden = parsePdList(await ask('-pdlist')).filter((disk) => !isShown(disk, volumes))
  const ids = hidden.flatMap((disk) => disk.get('Device Id') ?? [])
  return tool.smart(ids.map((id) => ({ device: `/dev/${block}`, type: `megaraid,${id}` })))
}

/** The controller passes it on as it is. */
function isShown(disk: Block, volumes: ReadonlyMap<string, Block>): boolean {
  if (/JBOD/i.test(disk.get('Firmware state') ?? '')) return true
  const group = /DiskGroup: (\d+)/.exec(disk.get("Drive's position") ?? '')?.[1]
  const volume = volumes.get(group ?? '')
  return volume?.get('Number Of Drives') === '1' && /Non\s*-*RAID/i.test(volume.get('Name') ?? '')
}

/** First block device of the controller at that place on the bus. Numbers are hexadecimal without zeros in front. */
async function blockAt(host: Host, place: Block): Promise<string | undefined> {
  const [bus = '', device = '', call = ''] = ['Bus Number', 'Device Number', 'Function Number'].map((name) =>
    place.get(name),
  )
  if (![bus, device, call].every((part) => /^[0-9a-f]{1,2}$/i.test(part))) return undefined
  const root = `/sys/bus/pci/devices/0000:${bus.padStart(2, '0')}:${device.padStart(2, '0')}.${call}`
  const below = async (dir: string, name: RegExp): Promise<readonly string[]> =>
    (ifOk(await host.files.list(dir)) ?? [])
      .filter((entry) => name.test(entry.name))
      .map((entry) => `${dir}/${entry.name}`)
  for (const adapter of await below(root, /^host\d+$/))
    for (const target of await below(adapter, /^target/))
      for (const unit of await below(target, /^\d+:/))
        for (const block of await below(`${unit}/block`, /./)) return block.slice(block.lastIndexOf('/') + 1)
  return undefined
}
