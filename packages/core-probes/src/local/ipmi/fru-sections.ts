import { type Content, toMegabytes } from '@fusioninventory/protocol'
import { type MemoryModule, partNumber } from '../memory/modules.ts'
import { readPartNumber } from '../memory/part-number.ts'
import { partOf } from './fru-part.ts'
import type { Fru } from './parse-fru.ts'

type Controller = NonNullable<Content['CONTROLLERS']>[number]
type PowerSupply = NonNullable<Content['POWERSUPPLIES']>[number]
type Memory = NonNullable<Content['MEMORIES']>[number]

const controllers = /^(BP|PERC|NDC|Ethernet Adptr|SAS Ctlr)\d*$/

/** Storage controllers, backplanes and network cards of Dell and HP machines. */
export const controllersOf = (units: readonly Fru[]): Controller[] =>
  units.flatMap((unit) => {
    const TYPE = controllers.exec(unit.name)?.[1]
    if (TYPE === undefined) return []
    const { name, maker, partNumber: MODEL, revision, serial } = partOf(unit)
    return [{ TYPE, NAME: name, MANUFACTURER: maker, MODEL, REV: revision, SERIAL: serial }]
  })

/**
 * Power supplies. One that the firmware knows by the same serial number is the same whatever its maker is called there,
 * so it takes that name and the two become one entry.
 */
export const powerSuppliesOf = (
  units: readonly Fru[],
  known: readonly Pick<PowerSupply, 'MANUFACTURER' | 'SERIALNUMBER'>[],
): PowerSupply[] =>
  units.flatMap((unit) => {
    if (!/^(?:PS|Pwr Supply )\d/.test(unit.name)) return []
    const { name, maker, partNumber: PARTNUM, serial, power, hotSwap } = partOf(unit)
    if ((name ?? PARTNUM ?? serial) === undefined) return []
    const same = serial === undefined ? undefined : known.find(({ SERIALNUMBER }) => SERIALNUMBER === serial)
    return [
      {
        NAME: name,
        MANUFACTURER: same?.MANUFACTURER ?? maker,
        SERIALNUMBER: serial,
        PARTNUM,
        POWER_MAX: power,
        HOTREPLACEABLE: hotSwap ? ('Yes' as const) : undefined,
      },
    ]
  })

/** Words of firmware that knows nothing, also within a longer text (`SerNum0`). */
const junk = /not\s*(?:available|specified)|none|unknown|o\.e\.m\.|(?:part|ser(?:ial)?)\s*num/i

/**
 * What the controller knows better of the modules of the firmware: where that tells nothing or junk. A unit belongs to
 * the only module at its place. An entry for each module, in their order, or none at all where nothing is added.
 */
export function memoriesOf(units: readonly Fru[], modules: readonly MemoryModule[]): Memory[] {
  const added = new Map(units.flatMap((unit) => memoryOf(unit, modules)))
  const entries = modules.map(({ NUMSLOTS }) => ({ NUMSLOTS, ...added.get(NUMSLOTS) }))
  return added.size > 0 ? entries : []
}

function memoryOf(unit: Fru, modules: readonly MemoryModule[]): [slot: number, fields: Memory][] {
  const [, cpu, dimm] = /^CPU ?(\d{1,3})[ _]DIMM ?(\d{1,3})\b/.exec(unit.name) ?? []
  if (cpu === undefined) return []
  const place = new RegExp(`^(?:PROC|CPU)\\s*${cpu}[\\s_]+DIMM\\s*${dimm}[A-Z]?$`)
  const [module, ...others] = modules.filter(({ CAPTION }) => place.test(CAPTION ?? ''))
  if (!module || others.length > 0) return []
  const { maker, partNumber: number, serial } = partOf(unit)
  const MODEL = partNumber(number)
  const hint = MODEL === undefined ? undefined : readPartNumber(MODEL)
  const found: Omit<MemoryModule, 'NUMSLOTS'> = {
    CAPACITY: toMegabytes(unit.fields.get('Memory size') ?? unit.fields.get('Memory Size'), 1024),
    TYPE: hint?.type ?? /^(DDR\d?)\b/.exec(unit.fields.get('Memory Type') ?? '')?.[1],
    SPEED: hint?.speed?.toString(),
    SERIALNUMBER: serial,
    MANUFACTURER: hint?.manufacturer ?? maker,
    MODEL,
  }
  const known: Readonly<Record<string, unknown>> = { ...module }
  const better = Object.entries(found).filter(([name]) => known[name] === undefined || junk.test(String(known[name])))
  return [[module.NUMSLOTS, Object.fromEntries(better)]]
}
