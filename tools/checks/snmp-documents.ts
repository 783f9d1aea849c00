import {
  describe,
  discovered,
  identify,
  remember,
  SnmpError,
  type SnmpSession,
} from '../../packages/core-probes/src/snmp/index.ts'
import type { SnmpCredential } from '../../packages/protocol/src/message/index.ts'

/** What discovery and inventory say of a device, or why they say nothing. */
export async function documentsOf(session: SnmpSession): Promise<unknown> {
  const all = remember(session)
  try {
    const identity = await identify(all)
    return { discovery: discovered(identity), inventory: await describe(all, identity) }
  } catch (error) {
    if (!(error instanceof SnmpError)) throw error
    return { error: error.message }
  }
}

export const community = (name = 'public', version: '1' | '2c' = '2c'): SnmpCredential => ({
  id: '1',
  version,
  community: name,
  ports: [],
  protocols: [],
})

type Secret = readonly [protocol: string, passphrase: string]

export const user = (username: string, auth?: Secret, priv?: Secret): SnmpCredential => ({
  id: '1',
  version: '3',
  username,
  ...(auth && { authProtocol: auth[0], authPassphrase: auth[1] }),
  ...(priv && { privProtocol: priv[0], privPassphrase: priv[1] }),
  ports: [],
  protocols: [],
})
