import type { SnmpSession } from '../../port.ts'
import type { BridgePorts } from '../bridge.ts'
import { readTables } from '../tables.ts'
import { poeColumns, poePorts, poeSources } from './poe.ts'
import { stpColumns, stpOf, stpPorts, stpScalars } from './stp.ts'
import { wirelessColumns, wirelessOf } from './wireless.ts'

type Fields = Readonly<Record<string, unknown>>

/** What servers of the XML message do not know, and refuse: power over Ethernet, spanning tree, wireless networks. */
export interface Extra {
  ports(index: string): Fields
  readonly device: Fields
}

export async function extraOf(session: SnmpSession, bridge: BridgePorts): Promise<Extra> {
  const tables = await readTables(session, { poe: poeColumns, stp: stpColumns, wireless: wirelessColumns })
  const values = await session.get(Object.values(stpScalars))
  const [poe, stp] = [poePorts(tables.poe, bridge), stpPorts(tables.stp, bridge)]
  const [POE, WIRELESS, STP] = [poeSources(tables.poe), wirelessOf(tables.wireless), stpOf(values, bridge)]
  return {
    ports: (index) => ({ ...poe.get(index), ...stp.get(index) }),
    device: {
      ...(POE.length > 0 ? { POE } : {}),
      ...(STP === undefined ? {} : { STP }),
      ...(WIRELESS.length > 0 ? { WIRELESS } : {}),
    },
  }
}
