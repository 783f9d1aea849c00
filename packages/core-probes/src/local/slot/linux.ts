import { placeholderFree } from '@fusioninventory/protocol'
import { defineProbe } from '../probe.ts'
import { type DecodedStructure, smbios, smbiosReads, structuresOf } from '../smbios/index.ts'

/** Extension slots that the firmware describes (SMBIOS type 9). */
export const linuxSlots = defineProbe({
  name: 'linux/slots',
  category: 'slot',
  platforms: ['linux'],
  reads: smbiosReads,
  yields: ['SLOTS'],
  async run(host) {
    const table = await smbios(host)
    const entries = structuresOf(table, 9).map(slotOf)
    return entries.length > 0 ? [{ from: table.from, content: { SLOTS: entries } }] : []
  },
})

const statuses: Readonly<Record<string, 'free' | 'used'>> = { Available: 'free', 'In Use': 'used' }

/** The place of the bridge to the processor, where no card goes: zeros that nobody filled in. */
const unset = '0000:00:00.0'

/** Firmware that does not number its slots may still know their place on the bus. */
function slotOf({ designation, type, usage, id, busAddress }: DecodedStructure<9>) {
  const place = busAddress === unset ? undefined : busAddress
  return {
    NAME: designation,
    DESCRIPTION: placeholderFree(type),
    DESIGNATION: id === undefined || id === '0' ? (place ?? id) : id,
    STATUS: statuses[usage ?? ''],
  }
}
