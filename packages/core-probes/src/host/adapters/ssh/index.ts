/** Opens a machine over the system's ssh. */
import type { Declared } from '../../declared.ts'
import type { Host } from '../../port.ts'
import { TRUSTED_PATH, trustedPrograms } from '../programs.ts'
import { openChannel } from './channel.ts'
import { RemoteError } from './errors.ts'
import { type Connection, remoteHost } from './host.ts'
import { batchScript } from './script.ts'
import { parseTarget } from './target.ts'

export interface SshSource {
  /** `ssh://[user@]host[:port]`. */
  readonly url: string
  /** What the probes declare: nothing else is read there. */
  readonly reads: readonly Declared[]
  /** Run the remote shell by `sudo -n`. */
  readonly sudo?: boolean
  readonly secrets?: boolean
  /** File for `ssh -F`, instead of the user's and the system's. */
  readonly config?: string
  /** For ssh: SSH_AUTH_SOCK, HOME. Default those of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  /** Until the remote shell answers (30,000), and for one round of questions (180,000). */
  readonly loginMs?: number
  readonly roundMs?: number
}

/** Rejects with a RemoteError: one line that says what is wrong and what to do. */
export async function sshHost(source: SshSource): Promise<Host> {
  const { url, reads, sudo = false, secrets = false, env = process.env, signal } = source
  const target = parseTarget(url)
  if (!target) throw new RemoteError(`${url}: not an address like ssh://HOST:PORT`)
  const program = trustedPrograms(TRUSTED_PATH, process.getuid?.() ?? 0).find('ssh')
  if (program.state !== 'ok') throw new RemoteError('there is no ssh on this machine: install an OpenSSH client')
  const channel = openChannel({
    target,
    program: program.value,
    env,
    sudo,
    ...(source.config === undefined ? {} : { config: source.config }),
    loginMs: source.loginMs ?? 30_000,
    roundMs: source.roundMs ?? 180_000,
    ...(signal ? { signal } : {}),
  })
  const connection: Connection = {
    round: (batch, onFrame) => channel.round(batchScript(batch), onFrame),
    get received() {
      return channel.received
    },
    close: () => channel.close(),
  }
  return remoteHost(connection, { reads, secrets })
}
