import type { Host } from '../../host/port.ts'
import { valueOf as ifOk } from '../../host/port.ts'
import { once, type Source } from '../probe.ts'
import { chassisType } from './enums.ts'
import { parseDmidecode } from './parse-dmidecode.ts'
import { parseTable } from './parse-table.ts'
import { parseUdevMemory } from './parse-udev-memory.ts'
import { type Smbios, type Structure, textStructure } from './structure.ts'

const tablePath = '/sys/firmware/dmi/tables/DMI'
const entryPointPath = '/sys/firmware/dmi/tables/smbios_entry_point'
const idPath = '/sys/class/dmi/id'
const udevPath = '/run/udev/data/+dmi:id'

/** What the firmware says: the table itself, else dmidecode, else the strings and slots that everybody may see. */
export const smbios = once(async (host: Host): Promise<Smbios> => {
  const [table, entryPoint] = await Promise.all([host.files.bytes(tablePath), host.files.bytes(entryPointPath)])
  const denied = table.state === 'denied'
  if (table.state === 'ok') {
    const parsed = parseTable(table.value, ifOk(entryPoint))
    if (parsed.structures.length > 0) return { ...parsed, from: 'SMBIOS table', denied }
  }
  const [firmware, ids] = await Promise.all([host.files.list('/sys/firmware'), host.files.stat(idPath)])
  // A kernel that shows its firmware but no DMI has found none: dmidecode would not either.
  const none = ids.state === 'absent' && firmware.state === 'ok' && !firmware.value.some(({ name }) => name === 'dmi')
  if (!none) {
    const output = ifOk(await host.commands.run(['dmidecode']))
    const parsed = parseDmidecode(output?.stdout ?? '')
    if (parsed.structures.length > 0) return { ...parsed, from: 'dmidecode', denied }
  }
  if (ids.state === 'absent') return { from: '', denied, structures: [] }
  const [named, memory] = await Promise.all([fromStrings(host), host.files.text(udevPath)])
  const slots = parseUdevMemory(ifOk(memory) ?? '')
  const from = [named.length > 0 ? idPath : '', slots.length > 0 ? udevPath : ''].filter(Boolean).join(', ')
  return { from, denied, structures: [...named, ...slots] }
})

/** Names under /sys/class/dmi/id by structure type and the label that the field has elsewhere. */
const strings: readonly (readonly [file: string, type: number, label: string])[] = [
  ['bios_vendor', 0, 'Vendor'],
  ['bios_version', 0, 'Version'],
  ['bios_date', 0, 'Release Date'],
  ['sys_vendor', 1, 'Manufacturer'],
  ['product_name', 1, 'Product Name'],
  ['product_version', 1, 'Version'],
  ['product_serial', 1, 'Serial Number'],
  ['product_uuid', 1, 'UUID'],
  ['product_sku', 1, 'SKU Number'],
  ['product_family', 1, 'Family'],
  ['board_vendor', 2, 'Manufacturer'],
  ['board_name', 2, 'Product Name'],
  ['board_version', 2, 'Version'],
  ['board_serial', 2, 'Serial Number'],
  ['board_asset_tag', 2, 'Asset Tag'],
  ['chassis_vendor', 3, 'Manufacturer'],
  ['chassis_type', 3, 'Type'],
  ['chassis_version', 3, 'Version'],
  ['chassis_serial', 3, 'Serial Number'],
  ['chassis_asset_tag', 3, 'Asset Tag'],
]

async function fromStrings(host: Host): Promise<readonly Structure[]> {
  const texts = await Promise.all(strings.map(([file]) => host.files.text(`${idPath}/${file}`)))
  const types = new Map<number, Map<string, string>>()
  for (const [index, [file, type, label]] of strings.entries()) {
    const text = texts[index]
    const value = text?.state === 'ok' ? text.value.trim() : ''
    if (value === '') continue
    const labels = types.get(type) ?? new Map<string, string>()
    types.set(type, labels.set(label, file === 'chassis_type' ? (chassisType[Number(value) & 0x7f] ?? '') : value))
  }
  return [...types].map(([type, labels]) => textStructure(type, type, labels))
}

/** All that `smbios` may read. */
export const smbiosReads: readonly Source[] = [
  { file: tablePath, root: true },
  { file: entryPointPath, root: true },
  { command: ['dmidecode'], root: true },
  { dir: '/sys/firmware' },
  { dir: idPath },
  { file: udevPath },
  ...strings.map(([file]) => ({ file: `${idPath}/${file}`, root: /serial|uuid/.test(file) })),
]
