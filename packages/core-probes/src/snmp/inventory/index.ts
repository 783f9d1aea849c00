import { extend } from '../devices/index.ts'
import type { Identity } from '../identify/identity.ts'
import { discovered } from '../identify/index.ts'
import type { SnmpSession } from '../port.ts'

/** The DEVICE of an inventory, in the names and the nesting of the XML message; INFO without ID. */
export async function describe(session: SnmpSession, identity: Identity): Promise<Readonly<Record<string, unknown>>> {
  const { DESCRIPTION, SNMPHOSTNAME, ...same } = discovered(identity)
  return extend(session, identity, { INFO: { ...same, COMMENTS: DESCRIPTION, NAME: SNMPHOSTNAME } })
}
