import { powerSuppliesOf } from '../ipmi/fru-sections.ts'
import { fru, fruUnits } from '../ipmi/linux.ts'
import { defineProbe, traced } from '../probe.ts'
import { smbios, smbiosReads } from '../smbios/index.ts'
import { powerSuppliesInTable } from './supplies.ts'

/** Power supplies that the firmware describes, and what the management controller knows better of them. */
export const linuxPowerSupplies = defineProbe({
  name: 'linux/psu',
  category: 'psu',
  platforms: ['linux'],
  reads: [...smbiosReads, { command: fru, root: true }],
  yields: ['POWERSUPPLIES'],
  async run(host) {
    const [table, units] = await Promise.all([smbios(host), fruUnits(host)])
    const known = powerSuppliesInTable(table)
    const told = powerSuppliesOf(units)
    const from = fru.join(' ')
    // The serial number tells that it is the same one: the two may name its maker differently.
    const merged = known.map((supply) => {
      const at = told.findIndex(
        ({ SERIALNUMBER }) => SERIALNUMBER !== undefined && SERIALNUMBER === supply.SERIALNUMBER,
      )
      const [better] = at < 0 ? [] : told.splice(at, 1)
      return better ? traced([from, better], [table.from, supply]) : supply
    })
    return [
      ...(merged.length > 0 ? [{ from: table.from, content: { POWERSUPPLIES: merged } }] : []),
      ...(told.length > 0 ? [{ from, content: { POWERSUPPLIES: told } }] : []),
    ]
  },
})
