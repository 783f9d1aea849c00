/** What a part number says about a memory module. Speed in MT/s. */
export interface PartNumber {
  readonly manufacturer: string
  readonly type?: string | undefined
  readonly speed?: number | undefined
}

type Codes<T> = Readonly<Record<string, T>>
interface Scheme {
  readonly manufacturer: string
  /** Groups: `type`, `speed` where the number has them. */
  readonly shape: RegExp
  readonly types?: Codes<string>
  readonly speeds?: Codes<number>
}

const codes = <T>(table: readonly (readonly [names: string, value: T])[]): Codes<T> =>
  Object.fromEntries(table.flatMap(([names, value]) => names.split(' ').map((name) => [name, value])))

const hynix = codes([
  ['K2', 266],
  ['J3', 333],
  ['E3 E4', 400],
  ['F4 FA FB', 500],
  ['G7', 1066],
  ['H9', 1333],
  ['PB', 1600],
  ['RD', 1866],
  ['TE TF', 2133],
  ['UL UH', 2400],
  ['VK VN', 2666],
  ['WM WR', 2933],
  ['XN XS NL', 3200],
  ['NM', 3733],
  ['NE', 4266],
])
const samsung = codes([
  ['F7', 800],
  ['F8', 1066],
  ['H9', 1333],
  ['K0', 1600],
  ['MA', 1866],
  ['NB PB RB', 2133],
  ['RC TC', 2400],
  ['TD WD', 2666],
  ['VF YF', 2933],
  ['WE AE', 3200],
])
/** The kind of module decides what a code means; of those that give bytes per second (PC3-10660, -12800) the clock stands here. */
const elpida = codes([
  ['B-DJ', 1333],
  ['B-GN', 1600],
  ['C-50', 400],
  ['D-AE', 1066],
  ['D-DJ', 1333],
  ['D-MU', 2133],
  ['D-GN', 1600],
  ['D-JS', 1866],
  ['D-1J', 1066],
  ['D-8E', 800],
])

/** Numbering schemes of the makers' part number guides. */
const schemes: readonly Scheme[] = [
  {
    manufacturer: 'Samsung',
    shape: /^(?:M[34]..(?<type>[AB])\w{7}-\w(?<speed>\w\w)|K4(?<chip>[AB])\w{6,8}-\w{0,2}(?<chipSpeed>\w\w)$)/,
    types: { A: 'DDR4', B: 'DDR3' },
    speeds: samsung,
  },
  {
    manufacturer: 'Hynix',
    shape: /^HY?[59M](?<type>[A-Z])[^-]{1,20}-(?<speed>[A-Z]\w)/,
    types: { D: 'DDR', P: 'DDR2', T: 'DDR3', A: 'DDR4', H: 'LPDDR4' },
    speeds: hynix,
  },
  {
    manufacturer: 'Micron',
    shape: /^(?:MTA?)?\d{1,2}(?<type>[AHJK])[DST][FQS]\w{1,8}(?:64|72)[AHP][DS]?Z-/,
    types: { H: 'DDR2', J: 'DDR3', K: 'DDR3', A: 'DDR4' },
  },
  {
    manufacturer: 'Elpida',
    shape: /^E(?<kind>[BCD])(?<type>[MEBJ])\w{6,9}-(?<speed>\w\w)/,
    types: { M: 'DDR', E: 'DDR2', B: 'DDR2', J: 'DDR3' },
    speeds: elpida,
  },
]

export function readPartNumber(text: string): PartNumber | undefined {
  for (const { manufacturer, shape, types, speeds } of schemes) {
    const found = text.length > 40 ? undefined : shape.exec(text)?.groups
    if (!found) continue
    const speed = found.speed ?? found.chipSpeed ?? ''
    return {
      manufacturer,
      type: types?.[found.type ?? found.chip ?? ''],
      speed: speeds?.[found.kind ? `${found.kind}-${speed}` : speed],
    }
  }
  return undefined
}
