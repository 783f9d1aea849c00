import { type Io, type Logger, specified, UsageError } from '@fusioninventory/cli-kit'
import { parseSnmpCredential, type SnmpCredential } from '@fusioninventory/protocol'
import type { Options } from './plan.ts'

/** Credentials to try, numbered from 1 as they are given: the number goes into the documents. */
export async function credentialsOf(options: Options, io: Io, log: Logger): Promise<readonly SnmpCredential[]> {
  const communities = options.community.length > 0 || options.credentials.length === 0 ? ['public'] : []
  if (options.community.length > 0) {
    if (options.credentials.length > 0) log.warning('--credentials is not looked at, because of --community')
    return hidden(communityCredentials(options.community, options), log)
  }
  const found: SnmpCredential[] = [...communityCredentials(communities, options)]
  for (const { text, where } of await specified('credentials', options.credentials, io)) {
    const read = parseSnmpCredential(text, String(found.length + 1))
    if ('problem' in read) throw new UsageError(`Value invalid for option credentials${where}: ${read.problem}`)
    found.push(read.credential)
  }
  return hidden(found, log)
}

function communityCredentials(words: readonly string[], { v1, v2c }: Options): readonly SnmpCredential[] {
  const versions = [...(v1 || !v2c ? (['1'] as const) : []), ...(v2c ? (['2c'] as const) : [])]
  return words
    .flatMap((community) => versions.map((version) => ({ version, community })))
    .map((one, at) => ({ ...one, id: String(at + 1), ports: [], protocols: [] }))
}

function hidden(credentials: readonly SnmpCredential[], log: Logger): readonly SnmpCredential[] {
  // A word that everybody knows, and that would be cut out of every other message.
  for (const { community, authPassphrase, privPassphrase } of credentials)
    for (const secret of [community, authPassphrase, privPassphrase])
      if (secret !== undefined && secret !== 'public') log.hide(secret)
  return credentials
}
