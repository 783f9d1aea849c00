import { integer, string } from '../../clean.ts'
import { lldp } from '../../oid.ts'
import { arcs, type Columns } from '../tables.ts'
import { isVlan, type VlanList } from './vlan.ts'

const dot1 = `${lldp}.5.32962.1.2`

/** What the device tells its neighbours of its own VLANs (LLDP-EXT-DOT1-MIB); ports by local number. */
export const lldpVlanColumns = { name: `${dot1}.3.1.2`, pvid: `${dot1}.1.1.1`, portId: `${lldp}.3.7.1.3` } as const

/** Where the names are given, these; else the VLAN of untagged frames, named by its number. */
export function lldpVlans({ name, pvid, portId }: Columns<typeof lldpVlanColumns>, list: VlanList): void {
  const interfaceOf = (port: string): string => {
    const id = string(portId.get(port)) ?? ''
    return /^\d+$/.test(id) ? String(Number(id)) : port
  }
  for (const [index, value] of name) {
    const [port = '', vlan = ''] = arcs(index)
    if (isVlan(Number(vlan))) list.add(interfaceOf(port), { NUMBER: Number(vlan), NAME: string(value) ?? '' })
  }
  if (name.size > 0) return
  for (const [port, value] of pvid) {
    const number = integer(value)
    if (isVlan(number)) list.add(interfaceOf(port), { NUMBER: number, NAME: `VLAN ${number}` })
  }
}
