import { captureHost, type Facts } from '@fusioninventory/core-probes/host'
import { ipv4Mask, isPlaceholder } from '@fusioninventory/protocol'
import { type Link, shared } from '../../../packages/core-probes/src/local/network/link.ts'
import { parseDmidecode, type Smbios } from '../../../packages/core-probes/src/local/smbios/index.ts'
import { now } from './compose.ts'

/** Steps between what our parsers give and how the corpus writes it down. */

/** Facts of a machine of which nothing is known. */
export const captureFacts: Facts = captureHost({ header: { platform: 'linux', now }, sections: [] }).facts

export const smbiosOf = (text: string): Smbios => ({ ...parseDmidecode(text), from: 'dmidecode', denied: false })

/** An interface in one row: its first address of either family. */
export function oneRow(link: Link) {
  const [{ address: IPADDRESS, prefix = -1 } = { address: undefined }] = link.ipv4
  return { ...shared(link), IPADDRESS, IPMASK: ipv4Mask(prefix), IPADDRESS6: link.ipv6[0]?.address }
}

/** Labels of the structures by their type, without placeholders: those go in this step of the agents. */
export function byType(structures: Smbios['structures']): Record<string, Record<string, string>[]> {
  const types: Record<string, Record<string, string>[]> = {}
  for (const { type, labels } of structures) {
    const said = [...(labels ?? [])].filter(([, value]) => !isPlaceholder(value) || /^[0-9a-f ]+$/i.test(value))
    if (said.length > 0) types[type] = [...(types[type] ?? []), Object.fromEntries(said)]
  }
  return types
}
