import type { Device, Reached } from '@fusioninventory/core-probes/network'
import { describe, SnmpError } from '@fusioninventory/core-probes/snmp'

/** What a device consists of, asked on the session that found it; or why it could not be described. */
export interface Description {
  readonly content: Device
  readonly error?: string
}

/** A search numbers no devices: who gets the document knows them by what identifies them. */
const id = 0

/** Never rejects: a device that breaks off has a document that says so, as that of netinventory does. */
export async function described(
  { session, identity }: Pick<Reached, 'session' | 'identity'>,
  { type, extra }: { readonly type: string; readonly extra: boolean },
): Promise<Description> {
  try {
    const content = await describe(session, identity, { extra })
    const info = typeof content.INFO === 'object' ? content.INFO : {}
    return { content: { ...content, INFO: { ...info, ID: id } } }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const kind = error instanceof SnmpError ? 'SNMP communication error' : 'device could not be described'
    const message = `${kind}: ${reason}`
    return { content: { ERROR: { ID: id, MESSAGE: message, TYPE: type } }, error: message }
  }
}
