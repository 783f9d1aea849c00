import { extend } from '../devices/index.ts'
import type { DeviceDocument } from '../devices/module.ts'
import type { Identity } from '../identify/identity.ts'
import { discovered } from '../identify/index.ts'
import type { SnmpSession } from '../port.ts'
import { addressColumns, portAddresses } from './addresses.ts'
import { cpuOf, cpuScalars } from './cpu.ts'
import { drivesOf } from './extra/drives.ts'
import { memoryColumns, memoryOf, ramOf, ramScalars } from './memory.ts'
import { networkOf } from './network.ts'
import { given, portColumns, portsOf } from './ports.ts'
import { printerOf } from './printer/index.ts'
import { readTables } from './tables.ts'

export interface DescribeOptions {
  /**
   * Also POE, STP and WIRELESS, POE and STPSTATE of ports, and DRIVES from the storage table. Servers refuse an XML message
   * with elements that they do not know, so this is for files and for JSON only.
   */
  readonly extra?: boolean
}

/** The DEVICE of an inventory, in the names and the nesting of the XML message; INFO without ID. */
export async function describe(
  session: SnmpSession,
  identity: Identity,
  { extra = false }: DescribeOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  const tables = await readTables(session, { ports: portColumns, addresses: addressColumns, memory: memoryColumns })
  const scalars = await session.get([...cpuScalars, ...Object.values(ramScalars)])
  const ports = portsOf(tables.ports)
  const network = isNetwork(identity) ? await networkOf(session, identity, ports, extra) : undefined
  const printer = identity.type === 'PRINTER' ? await printerOf(session) : undefined

  const addresses = portAddresses(tables.addresses)
  const PORT = [...ports]
    .map(([index, port]) => ({ ...port, ...addresses.get(index), ...network?.ports(index) }))
    .filter((port) => Object.keys(port).length > 0)
  const { DESCRIPTION, SNMPHOSTNAME, MEMORY, ...same } = discovered(identity)
  const own = { CPU: cpuOf(scalars), MEMORY: MEMORY ?? memoryOf(tables.memory), RAM: ramOf(scalars) }
  const document: DeviceDocument = given({
    INFO: given({ ...same, COMMENTS: DESCRIPTION, NAME: SNMPHOSTNAME, ...own }),
    PORTS: PORT.length > 0 ? { PORT } : undefined,
    COMPONENTS: network?.components,
    ...printer,
    ...network?.extra,
  })
  await extend(session, identity, document)
  const drives = extra && document.DRIVES === undefined ? drivesOf(tables.memory) : []
  return drives.length > 0 ? { ...document, DRIVES: drives } : document
}

/** A UPS or PDU is one too: what is asked of it does not depend on the word that a server wants. */
const isNetwork = ({ type }: Identity): boolean => type === 'NETWORKING' || type === 'POWER'
