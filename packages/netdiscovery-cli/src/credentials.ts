import { type Io, type Logger, specified } from '@fusioninventory/cli-kit'
import { parseSnmpCredential, type SnmpCredential, snmpSecrets } from '@fusioninventory/protocol'
import type { Options } from './plan.ts'

/** Credentials to try, numbered from 1 as they are given: the number goes into the documents. */
export async function credentialsOf(options: Options, io: Io, log: Logger): Promise<readonly SnmpCredential[]> {
  const { community, credentials } = options
  if (community.length > 0 && credentials.length > 0)
    log.warning('--credentials is not looked at, because of --community')
  const found =
    community.length > 0
      ? communityCredentials(community, options)
      : credentials.length > 0
        ? await specified('credentials', credentials, io, (text, number) => parseSnmpCredential(text, String(number)))
        : communityCredentials(['public'], options)
  for (const secret of found.flatMap(snmpSecrets)) log.hide(secret)
  return found
}

function communityCredentials(words: readonly string[], { v1, v2c }: Options): readonly SnmpCredential[] {
  const versions = [...(v1 || !v2c ? (['1'] as const) : []), ...(v2c ? (['2c'] as const) : [])]
  return words
    .flatMap((community) => versions.map((version) => ({ version, community })))
    .map((one, at) => ({ ...one, id: String(at + 1), ports: [], protocols: [] }))
}
