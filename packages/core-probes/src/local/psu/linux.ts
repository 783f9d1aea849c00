import { defineProbe } from '../probe.ts'
import { smbios, smbiosReads } from '../smbios/index.ts'
import { powerSuppliesInTable } from './supplies.ts'

/** Power supplies that the firmware describes. */
export const linuxPowerSupplies = defineProbe({
  name: 'linux/psu',
  category: 'psu',
  platforms: ['linux'],
  reads: smbiosReads,
  yields: ['POWERSUPPLIES'],
  async run(host) {
    const table = await smbios(host)
    const entries = powerSuppliesInTable(table)
    return entries.length > 0 ? [{ from: table.from, content: { POWERSUPPLIES: entries } }] : []
  },
})
