import { type Io, type Logger, readInput, UsageError } from '@fusioninventory/cli-kit'
import { parseSnmpCredential, type SnmpCredential } from '@fusioninventory/protocol'

/** The options that say how devices let themselves be asked. */
export interface CredentialOptions {
  readonly community: string | undefined
  readonly credentials: readonly string[]
}

const mostBytes = 1_048_576

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
  for (const value of credentials)
    for (const { text, at } of value.startsWith('@') ? await linesOf(value.slice(1), io) : [{ text: value, at: '' }]) {
      const read = parseSnmpCredential(text, String(found.length + 1))
      if ('problem' in read) throw new UsageError(`Value invalid for option credentials${at}: ${read.problem}`)
      found.push(read.credential)
    }
  for (const one of found)
    for (const secret of [one.community, one.authPassphrase, one.privPassphrase])
      if (secret !== undefined) log.hide(secret)
  return found.length > 0 ? found : [plain]
}

const plain: SnmpCredential = { id: '1', version: '1', community: 'public', ports: [], protocols: [] }

async function linesOf(file: string, io: Pick<Io, 'stdin' | 'signal'>) {
  if (file === '') throw new UsageError('Value invalid for option credentials (@FILE names no file)')
  const text = Buffer.from(await readInput(io, file, { limit: mostBytes, code: 2 })).toString()
  const lines = text.split(/\r?\n/).map((line, at) => ({ text: line.trim(), at: ` (${file}, line ${at + 1})` }))
  return lines.filter((line) => line.text !== '' && !line.text.startsWith('#'))
}
