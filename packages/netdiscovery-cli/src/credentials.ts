import { FatalError, type Io, type Logger, namedInput, readInput, UsageError } from '@fusioninventory/cli-kit'
import { parseSnmpCredential, type SnmpCredential } from '@fusioninventory/protocol'
import type { Options } from './plan.ts'

/** A file of credentials, in bytes. */
const limit = 1024 * 1024

/** Credentials to try, numbered from 1 as they are given: the number goes into the documents. */
export async function credentialsOf(options: Options, io: Io, log: Logger): Promise<readonly SnmpCredential[]> {
  const communities = options.community.length > 0 || options.credentials.length === 0 ? ['public'] : []
  if (options.community.length > 0) {
    if (options.credentials.length > 0) log.warning('--credentials is not looked at, because of --community')
    return hidden(communityCredentials(options.community, options), log)
  }
  const found: SnmpCredential[] = [...communityCredentials(communities, options)]
  for (const text of options.credentials)
    for (const one of await specifications(text, io)) {
      const read = parseSnmpCredential(one.text, String(found.length + 1))
      if ('problem' in read) throw new UsageError(`Value invalid for option credentials${one.where}: ${read.problem}`)
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

/** `@FILE`: one each line; `#` begins a comment line. */
async function specifications(text: string, io: Io): Promise<readonly { text: string; where: string }[]> {
  if (!text.startsWith('@')) return [{ text, where: '' }]
  const path = text.slice(1)
  if (path === '') throw new FatalError('--credentials @: the name of a file is missing', 2)
  const lines = Buffer.from(await readInput(io, path, { limit, code: 2 }))
    .toString()
    .split(/\r?\n/)
  return lines.flatMap((line, at) =>
    /^\s*(#|$)/.test(line) ? [] : [{ text: line, where: ` (${namedInput(path)}, line ${at + 1})` }],
  )
}

function hidden(credentials: readonly SnmpCredential[], log: Logger): readonly SnmpCredential[] {
  // A word that everybody knows, and that would be cut out of every other message.
  for (const { community, authPassphrase, privPassphrase } of credentials)
    for (const secret of [community, authPassphrase, privPassphrase])
      if (secret !== undefined && secret !== 'public') log.hide(secret)
  return credentials
}
