import { type Io, type Logger, specified } from '@fusioninventory/cli-kit'
import { parseSnmpCredential, type SnmpCredential, snmpSecrets } from '@fusioninventory/protocol'

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
  const found = await specified('credentials', credentials, io, (text, number) =>
    parseSnmpCredential(text, String(number)),
  )
  for (const secret of found.flatMap(snmpSecrets)) log.hide(secret)
  return found.length > 0 ? found : [plain]
}

const plain: SnmpCredential = { id: '1', version: '1', community: 'public', ports: [], protocols: [] }
