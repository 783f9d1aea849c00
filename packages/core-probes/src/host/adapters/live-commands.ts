/** The Commands of this machine: found in trusted directories, run with a small environment of their own. */
import { type Commands, ok, type Reading } from '../port.ts'
import type { Redaction } from '../secrets.ts'
import { isLossy } from '../text.ts'
import { MAX_OUTPUT, RUN_TIMEOUT_MS } from './limits.ts'
import { trustedPrograms } from './programs.ts'
import type { Running } from './spawn.ts'

/** Variables that a child gets from ours; nothing else, secrets least of all. */
const KEPT = ['HOME', 'USER', 'LOGNAME', 'TZ', 'XDG_RUNTIME_DIR'] as const

const IMPOSSIBLE: Reading<never> = { state: 'failed', detail: 'EINVAL' }

export interface LiveCommands extends Commands {
  close(): Promise<void>
}

export interface LiveCommandsOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where programs are looked for, colon-separated. */
  readonly path: string
  readonly uid: number
  readonly redaction: Redaction
}

export function liveCommands({ env, path, uid, redaction }: LiveCommandsOptions): LiveCommands {
  const programs = trustedPrograms(path, uid)
  let childEnv: Readonly<Record<string, string>> | undefined
  const running: Running = new Set()
  let runner: Promise<typeof import('./spawn.ts')> | undefined
  return {
    async which(name) {
      return programs.find(name)
    },

    async run(argv, { timeoutMs = RUN_TIMEOUT_MS, limit = MAX_OUTPUT, stdin, env: more } = {}) {
      const program = programs.find(argv[0])
      if (program.state !== 'ok') return program
      if (argv.some((word) => word.includes('\0') || isLossy(word))) return IMPOSSIBLE
      childEnv ??= environment(env, programs.path)
      runner ??= import('./spawn.ts')
      const { run } = await runner
      const output = await run(
        {
          program: program.value,
          args: argv.slice(1),
          env: more ? { ...childEnv, ...more } : childEnv,
          timeoutMs,
          limit: Math.min(limit, MAX_OUTPUT),
          stdin,
        },
        running,
      )
      if (output.state !== 'ok') return output
      const { stdout } = output.value
      const clean = redaction.output(program.value.slice(program.value.lastIndexOf('/') + 1), stdout)
      return clean === stdout ? output : ok({ ...output.value, stdout: clean })
    },

    async close() {
      if (runner !== undefined) (await runner).killAll(running)
    },
  }
}

function environment(
  env: Readonly<Record<string, string | undefined>>,
  path: string,
): Readonly<Record<string, string>> {
  const kept = KEPT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))
  return { ...Object.fromEntries(kept), PATH: path, LC_ALL: 'C', LANG: 'C' }
}
