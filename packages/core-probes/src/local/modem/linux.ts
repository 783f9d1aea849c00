import { pciIdReads } from '../ids/databases.ts'
import { pciReads } from '../pci/devices.ts'
import { namedDevices } from '../pci/names.ts'
import { defineProbe } from '../probe.ts'

/** PCI functions that are modems, by the name of their class. */
export const linuxModems = defineProbe({
  name: 'linux/modems',
  category: 'modem',
  platforms: ['linux'],
  reads: [...pciReads, ...pciIdReads],
  yields: ['MODEMS'],
  async run(host) {
    const { from, devices } = await namedDevices(host)
    const modems = devices.filter(({ kind, said, kindName = '' }) =>
      /^0703|modem/i.test(`${kind} ${said?.kind ?? kindName}`),
    )
    if (modems.length === 0) return []
    const entries = modems.map(({ said, kindName, title }) => ({ DESCRIPTION: said?.kind ?? kindName, NAME: title }))
    return [{ from, content: { MODEMS: entries } }]
  },
})
