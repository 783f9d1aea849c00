import type { Facts } from '../../host/port.ts'
import type { ProbeOptions } from '../probe.ts'

/** NAME in the form that a person asked for, and the domain of the full name. */
export function namesOf(
  facts: Pick<Facts, 'hostname' | 'fqdn'>,
  { assetname }: Pick<ProbeOptions, 'assetname'>,
): { readonly name?: string | undefined; readonly domain?: string | undefined } {
  const full = facts.fqdn ?? facts.hostname
  const given = facts.hostname ?? facts.fqdn
  const dot = full?.indexOf('.') ?? -1
  const name = assetname === 3 ? full : assetname === 2 ? given : given?.replace(/\..*$/s, '')
  return { name: name || undefined, domain: dot > 0 ? full?.slice(dot + 1) || undefined : undefined }
}
