import { type Structure, textStructure } from './structure.ts'

/** What `dmi_memory_id` of udev calls a field, and dmidecode. */
const labels: Readonly<Record<string, string>> = {
  FORM_FACTOR: 'Form Factor',
  LOCATOR: 'Locator',
  BANK_LOCATOR: 'Bank Locator',
  TYPE: 'Type',
  SPEED_MTS: 'Speed',
  MANUFACTURER: 'Manufacturer',
  SERIAL_NUMBER: 'Serial Number',
  ASSET_TAG: 'Asset Tag',
  PART_NUMBER: 'Part Number',
  RANK: 'Rank',
  CONFIGURED_SPEED_MTS: 'Configured Memory Speed',
  MODULE_MANUFACTURER_ID: 'Module Manufacturer ID',
}
const arrayHandle = 1

/**
 * Memory slots from `/run/udev/data/+dmi:id` (systemd 248 and newer), where everybody may read what the firmware's
 * table tells to root only: lines `E:MEMORY_DEVICE_0_LOCATOR=DIMM_A1`, sizes in bytes, `PRESENT=0` for an empty slot.
 */
export function parseUdevMemory(text: string): readonly Structure[] {
  const array = new Map([['Use', 'System Memory']])
  const devices = new Map<number, Map<string, string>>()
  for (const line of text.split('\n', 20_000)) {
    if (!line.startsWith('E:MEMORY_')) continue
    const [, number = '', name = '', value = ''] =
      /^E:MEMORY_(?:DEVICE_(\d{1,4})|ARRAY)_(\w{1,40})=(.*)$/.exec(line) ?? []
    if (number === '') {
      if (name === 'EC_TYPE') array.set('Error Correction Type', value)
      continue
    }
    const device = devices.get(Number(number)) ?? new Map([['Array Handle', '0x0001']])
    devices.set(Number(number), device)
    if (name === 'PRESENT' && value === '0') device.set('Size', 'No Module Installed')
    else if (name === 'SIZE') device.set('Size', `${Math.floor(Number(value) / 2 ** 20)} MB`)
    const label = Object.hasOwn(labels, name) ? labels[name] : undefined
    if (label !== undefined) device.set(label, value)
  }
  if (devices.size === 0) return []
  const sorted = [...devices].sort(([a], [b]) => a - b)
  return [
    textStructure(16, arrayHandle, array),
    ...sorted.map(([number, device]) => textStructure(17, arrayHandle + 1 + number, device)),
  ]
}
