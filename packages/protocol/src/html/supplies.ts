import { type DeviceContent, deviceSchema } from '../model/device/table.ts'
import type { Part } from './page.ts'
import { type Cell, table } from './table.ts'

/** Classes of supplies (Printer-MIB, prtMarkerSuppliesType) as the names of fields begin; a colour may follow. */
const classes: readonly (readonly [field: string, words: string])[] = [
  ['TONER', 'toner'],
  ['WASTETONER', 'waste toner'],
  ['CARTRIDGE', 'cartridge'],
  ['DRUM', 'drum'],
  ['DEVELOPER', 'developer'],
  ['FUSERKIT', 'fuser kit'],
  ['MAINTENANCEKIT', 'maintenance kit'],
  ['TRANSFERKIT', 'transfer kit'],
]

/** `Toner black` for TONERBLACK; a name of no known class as it is. */
export function supplyName(field: string): string {
  const [known, words] = classes.find(([start]) => field.startsWith(start)) ?? ['', '']
  const text = `${words} ${field.slice(known.length).toLowerCase().replaceAll('_', ' ')}`.trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const level = (value: unknown): Cell =>
  /^\d{1,3}$/.test(String(value)) ? { text: `${value} %`, sort: String(value) } : { text: String(value) }

/** The supplies of a printer with what is left of them. */
export function suppliesPart(found: DeviceContent['CARTRIDGES']): Part | undefined {
  const supplies = Object.entries(found ?? {})
  if (supplies.length === 0) return undefined
  const columns = [{ label: 'Supply' }, { label: 'Left', doc: deviceSchema.CARTRIDGES.others.doc }]
  const rows = supplies.map(([field, value]) => [{ text: supplyName(field) }, level(value)])
  return { id: 'cartridges', title: 'Supplies', count: rows.length, body: table('Supplies', columns, rows) }
}
