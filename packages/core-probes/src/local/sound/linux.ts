import { pciIdReads } from '../ids/databases.ts'
import { pciReads } from '../pci/devices.ts'
import { namedDevices } from '../pci/names.ts'
import { defineProbe } from '../probe.ts'

/** PCI functions for sound, by the name of their class. */
export const linuxSounds = defineProbe({
  name: 'linux/sounds',
  category: 'sound',
  platforms: ['linux'],
  reads: [...pciReads, ...pciIdReads],
  yields: ['SOUNDS'],
  async run(host) {
    const { from, devices } = await namedDevices(host)
    const cards = devices.filter(({ kind, said, kindName = '' }) =>
      /^040[13]|audio/i.test(`${kind} ${said?.kind ?? kindName}`),
    )
    if (cards.length === 0) return []
    const entries = cards.map(({ said, kindName, title, revision }) => ({
      NAME: said?.kind ?? kindName,
      MANUFACTURER: title,
      DESCRIPTION: revision && `rev ${revision}`,
    }))
    return [{ from, content: { SOUNDS: entries } }]
  },
})
