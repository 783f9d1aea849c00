/** This machine. */
import type { Host } from '../port.ts'
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
}

/** The machine that this process runs on. `close` ends the commands that still run. */
export function liveHost({ env = process.env, path = TRUSTED_PATH }: LiveOptions = {}): Host {
  const uid = process.getuid?.() ?? 0
  const commands = liveCommands(env, path, uid)
  return {
    facts: liveFacts(env, uid),
    files: liveFiles(commands),
    commands,
    ...(process.platform === 'win32' ? {} : { sockets: liveSockets() }),
    close: () => commands.close(),
  }
}
