import { integer, string } from '../../clean.ts'
import { enterprises } from '../../oid.ts'
import { type Columns, entry, lastArc } from '../tables.ts'
import { bitsOf, isVlan, type VlanList } from './vlan.ts'

const vtp = `${enterprises}.9.9.46.1`

/** VLAN of access ports (CISCO-VLAN-MEMBERSHIP-MIB); names, and trunks with their allowed and native VLANs (CISCO-VTP-MIB). */
export const ciscoVlanColumns = {
  member: `${enterprises}.9.9.68.1.2.2.1.2`,
  name: `${vtp}.3.1.1.4.1`,
  ...entry(`${vtp}.6.1.1`, { allowed: 4, native: 5, status: 14, allowed2k: 17, allowed3k: 18, allowed4k: 19 }),
} as const

const trunking = 1

/** Access ports by their membership; trunks: each VLAN of the domain that is allowed, all but the native one tagged. */
export function ciscoVlans(columns: Columns<typeof ciscoVlanColumns>, list: VlanList): void {
  const { member, name, native, status } = columns
  if (name.size === 0) return
  for (const [index, value] of member) {
    const number = integer(value)
    if (isVlan(number)) list.add(lastArc(index), { NUMBER: number, NAME: string(name.get(String(number))) ?? '' })
  }
  const parts = [columns.allowed, columns.allowed2k, columns.allowed3k, columns.allowed4k]
  for (const [port, value] of status) {
    if (integer(value) !== trunking) continue
    const untagged = integer(native.get(port))
    for (const number of parts.flatMap((part, at) => bitsOf(part.get(port), at * 1024))) {
      const label = name.get(String(number))
      if (isVlan(number) && label !== undefined)
        list.add(port, { NUMBER: number, NAME: string(label) ?? '', TAGGED: number === untagged ? 0 : 1 })
    }
  }
}
