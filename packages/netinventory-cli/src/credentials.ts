import { type Io, type Logger, specified, UsageError } from '@fusioninventory/cli-kit'
import { parseSnmpCredential, type SnmpCredential } from '@fusioninventory/protocol'

/** The options that say how devices let themselves be asked. */
export interface CredentialOptions {
  readonly community: string | undefined
  readonly credentials: readonly string[]
}

/**
 * Credentials in the order in which they are tried; all that is secret in them is hidden from the log.
 * @throws UsageError that tells nothing of what was given.
 */
export async function credentialsOf(
  { community, credentials }: CredentialOptions,
  io: Pick<Io, 'stdin' | 'signal'>,
  log: Logger,
): Promise<readonly SnmpCredential[]> {
  if (community !== undefined) return [{ ...plain, community }]
  const found: SnmpCredential[] = []
  for (const { text, where } of await specified('credentials', credentials, io)) {
    const read = parseSnmpCredential(text, String(found.length + 1))
    if ('problem' in read) throw new UsageError(`Value invalid for option credentials${where}: ${read.problem}`)
    found.push(read.credential)
  }
  for (const one of found)
    for (const secret of [one.community, one.authPassphrase, one.privPassphrase])
      if (secret !== undefined) log.hide(secret)
  return found.length > 0 ? found : [plain]
}

const plain: SnmpCredential = { id: '1', version: '1', community: 'public', ports: [], protocols: [] }
