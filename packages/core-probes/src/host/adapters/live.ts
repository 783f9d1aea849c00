/** This machine. */
import type { Host } from '../port.ts'
import { withoutSecrets, withSecrets } from '../secrets.ts'
import { liveCommands } from './live-commands.ts'
import { liveFacts } from './live-facts.ts'
import { liveFiles } from './live-files.ts'
import { liveSockets } from './live-sockets.ts'
import { TRUSTED_PATH } from './programs.ts'

export interface LiveOptions {
  /** Variables to tell of and to take `HOME`, `TZ` and the like from; default those of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Directories with programs, colon-separated; those that others may write to are never used. */
  readonly path?: string
  /** Show passwords, tokens and keys instead of `<redacted>`. */
  readonly secrets?: boolean
}

/** The machine that this process runs on. `close` ends the commands that still run. */
export function liveHost({ env = process.env, path = TRUSTED_PATH, secrets = false }: LiveOptions = {}): Host {
  const uid = process.getuid?.() ?? 0
  const redaction = secrets ? withSecrets : withoutSecrets
  const commands = liveCommands({ env, path, uid, redaction })
  return {
    facts: liveFacts(env, uid, redaction),
    files: liveFiles(commands, redaction),
    commands,
    ...(process.platform === 'win32' ? {} : { sockets: liveSockets() }),
    close: () => commands.close(),
  }
}
