import { type Content, manufacturer } from '@fusioninventory/protocol'
import { type DecodedStructure, type Smbios, structuresOf } from '../smbios/index.ts'

type PowerSupply = NonNullable<Content['POWERSUPPLIES']>[number]

/** Power supplies of SMBIOS type 39 that have a name. Batteries have a section of their own. */
export const powerSuppliesInTable = (table: Smbios): PowerSupply[] =>
  structuresOf(table, 39)
    .filter(({ kind }) => kind !== 'Battery')
    .map(powerSupplyOf)
    .filter(({ NAME, SERIALNUMBER, PARTNUM }) => (NAME ?? SERIALNUMBER ?? PARTNUM) !== undefined)

/** Templates that the maker of the board left in, also within a longer text. */
const filledIn = (text: string | undefined): string | undefined =>
  text === undefined || /To Be Filled By O\.?E\.?M|OEM Define/i.test(text) ? undefined : text

function powerSupplyOf(supply: DecodedStructure<39>): PowerSupply {
  const maker = filledIn(supply.manufacturer)
  const name = maker && manufacturer(maker)
  const part = filledIn(supply.partNumber)
  return {
    NAME: filledIn(supply.name),
    MANUFACTURER: name,
    SERIALNUMBER: filledIn(supply.serial),
    // Dell writes the revision behind the six characters of the part number: 09WR03A00.
    PARTNUM: name === 'Dell' ? part?.replace(/^([0-9A-Z]{6})[A-Z]\d\d$/, '$1') : part,
    LOCATION: filledIn(supply.location),
    POWER_MAX: supply.maxPower,
    HOTREPLACEABLE: supply.hotReplaceable,
    PLUGGED: supply.plugged,
    STATUS: supply.status,
  }
}
