import { integer, string } from '../../clean.ts'
import { mib2 } from '../../oid.ts'
import { arcs, type Columns, entry } from '../tables.ts'

/** prtMarkerSuppliesTable and prtMarkerColorantValue (Printer-MIB, RFC 3805). Index: device, number. */
export const supplyColumns = {
  ...entry(`${mib2}.43.11.1.1`, { colorant: 3, kind: 5, description: 6, unit: 7, max: 8, level: 9 }),
  colour: `${mib2}.43.12.1.1.4`,
} as const

/** Keys that servers know, by PrtMarkerSuppliesTypeTC. */
const keys: Readonly<Record<number, string>> = {
  3: 'TONER',
  4: 'WASTETONER',
  5: 'CARTRIDGE',
  6: 'CARTRIDGE',
  8: 'WASTETONER',
  9: 'DRUM',
  10: 'DEVELOPER',
  12: 'CARTRIDGE',
  15: 'FUSERKIT',
  18: 'MAINTENANCEKIT',
  20: 'TRANSFERKIT',
  21: 'TONER',
  32: 'STAPLES',
}

const other = 1
/** A supply of no standard kind, by words of its description. */
const words: readonly (readonly [RegExp, string])[] = [
  [/maintenance/i, 'MAINTENANCEKIT'],
  [/fuser/i, 'FUSERKIT'],
  [/transfer/i, 'TRANSFERKIT'],
]

const coloured = ['TONER', 'DRUM', 'CARTRIDGE', 'DEVELOPER']
const colours: readonly (readonly [RegExp, string])[] = [
  [/cyan/i, 'CYAN'],
  [/magenta/i, 'MAGENTA'],
  [/yellow|jaune/i, 'YELLOW'],
  [/black|noir/i, 'BLACK'],
]

/** What a level counts, where it is no share: PrtMarkerSuppliesSupplyUnitTC to unit and divisor. */
const units: Readonly<Record<number, readonly [string, number]>> = {
  4: ['mm', 1000],
  7: ['impressions', 1],
  8: ['sheets', 1],
  11: ['hours', 1],
  13: ['g', 10],
  15: ['ml', 10],
  16: ['feet', 1],
  17: ['m', 1],
  18: ['items', 1],
  19: ['', 1],
}

/** Levels and capacities below zero are statements: -1 not restricted, unknown, at least some left. */
const unknown = -2
const some = -3

/** CARTRIDGES: by kind and colour the percentage left (of a waste box: its free space), or a quantity, WARNING or OK. */
export function suppliesOf(columns: Columns<typeof supplyColumns>): Readonly<Record<string, number | string>> {
  const supplies = new Map<string, number | string>()
  for (const row of columns.level.keys()) {
    const [key, level] = [keyOf(columns, row), levelOf(columns, row)]
    if (key === undefined || level === undefined) continue
    const before = supplies.get(key)
    if (before === undefined || rank(level) < rank(before)) supplies.set(key, level)
  }
  return Object.fromEntries([...supplies].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function keyOf(columns: Columns<typeof supplyColumns>, row: string): string | undefined {
  const kind = integer(columns.kind.get(row)) ?? 0
  const description = string(columns.description.get(row)) ?? ''
  const key = kind === other ? words.find(([word]) => word.test(description))?.[1] : keys[kind]
  if (key === undefined || !coloured.includes(key)) return key
  const colorant = integer(columns.colorant.get(row)) ?? 0
  if (columns.colour.size > 0 && colorant !== 0) {
    const [name = ''] = (string(columns.colour.get(`${arcs(row)[0]}.${colorant}`)) ?? '').split(' ', 1)
    return name === '' ? undefined : `${key}${name.toUpperCase().replace(/[^A-Z0-9_]/g, '')}`
  }
  return `${key}${colours.find(([word]) => word.test(description))?.[1] ?? 'BLACK'}`
}

function levelOf(columns: Columns<typeof supplyColumns>, row: string): number | string | undefined {
  const [max, level] = [integer(columns.max.get(row)), integer(columns.level.get(row))]
  if (level === undefined || !columns.max.has(row)) return undefined
  if (level === unknown) return 'WARNING'
  if (level === some) return 'OK'
  if (level < 0 || max === undefined) return undefined
  if (max === unknown) {
    const [unit, divisor] = units[integer(columns.unit.get(row)) ?? 0] ?? ['?', 1]
    return `${level / divisor}${unit}`
  }
  return max <= 0 ? undefined : Math.min(100, Math.trunc((100 * level) / max))
}

/** The lowest percentage is what has to be replaced first; a quantity says less, a word still less, a bare number nothing. */
function rank(level: number | string): number {
  if (typeof level === 'number') return level
  if (level.endsWith('?')) return 500
  return level === 'OK' ? 400 : level === 'WARNING' ? 300 : 200
}
