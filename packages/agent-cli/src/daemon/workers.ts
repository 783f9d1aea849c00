import { FatalError, type Io, type Logger } from '@fusioninventory/cli-kit'
import type { Loaded } from '../config/load.ts'
import { runInChild, type TaskEnd } from '../process/child.ts'
import { forTasks, taskRunner } from '../process/runner.ts'
import { titleOf } from '../process/title.ts'
import type { AgentState } from '../store/agent-state.ts'
import type { TargetState } from '../store/target-state.ts'
import { about, after, saveState } from '../target/planned.ts'
import type { Target } from '../target/targets.ts'
import { requestOf } from '../tasks/inventory/request.ts'
import type { Contacted, ContactJob, ForwardJob, Introduced, IntroduceJob, Progress } from './jobs.ts'

/** The configuration that holds, and who we are. */
export interface Present {
  readonly loaded: Loaded
  readonly identity: AgentState
  /** Absolute path of prlimit(1), where it is there. */
  readonly prlimit: string | undefined
}

export interface WorkerPorts {
  readonly io: Io
  readonly log: Logger
  readonly random: () => number
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Program of the processes; default: the bundle. */
  readonly program?: readonly string[]
}

/** What the daemon has done in processes of their own. */
export interface Workers {
  /** @throws FatalError where the configuration cannot be honoured */
  introduce(loaded: Loaded): Promise<Introduced>
  /** One run of a target. Never rejects: what becomes of the process is a failure of the run. */
  contact(
    present: Present,
    target: Target,
    state: TargetState,
    running: (title: string) => void,
  ): Promise<TargetState | undefined>
  /** An inventory of this machine as a document. Rejects where that failed. */
  document(present: Present, signal: AbortSignal): Promise<string>
  /** False where one of the servers did not take it. */
  forward(present: Present, document: Uint8Array, signal: AbortSignal, via: readonly string[]): Promise<boolean>
}

/** After a request to stop, in milliseconds: a run has more to put in order than a task. */
const graceMs = 9000
const minute = 60_000
const longestTimer = 2 ** 31 - 1

const common = ({ settings, vardir, confdir }: Loaded) => ({ settings, vardir, confdir })

export function openWorkers({ io, log, random, now, program }: WorkerPorts): Workers {
  const run = (
    name: string,
    title: string,
    job: unknown,
    { loaded, prlimit }: Pick<Present, 'loaded' | 'prlimit'>,
    more: { readonly timeoutMs: number; readonly signal?: AbortSignal; onItem?(item: unknown): Promise<void> },
  ): Promise<TaskEnd> =>
    runInChild(name, job, {
      limits: { timeoutMs: Math.min(more.timeoutMs, longestTimer), memoryMiB: loaded.settings['task-memory'] },
      signal: more.signal ?? io.signal,
      log,
      env: forTasks(io.env),
      prlimit,
      title: titleOf(loaded.settings.tag, title),
      graceMs,
      writes: true,
      ...(more.onItem !== undefined && { onItem: more.onItem }),
      ...(program !== undefined && { program }),
    })

  return {
    async introduce(loaded) {
      const job: IntroduceJob = { ...common(loaded), origins: [...loaded.origins] }
      const end = await run('introduce', 'starting', job, { loaded, prlimit: undefined }, { timeoutMs: 5 * minute })
      if ('failed' in end) throw new FatalError(end.failed)
      return end.result as Introduced
    },

    async contact(present, target, state, running) {
      const { loaded, identity, prlimit } = present
      const { settings } = loaded
      const job: ContactJob = {
        ...common(loaded),
        identity,
        id: target.id,
        state,
        now: now(),
        ...(prlimit !== undefined && { prlimit }),
      }
      // Each task has its own limit, and each exchange; this one is for what nobody thought of.
      const timeoutMs = 10 * settings['task-timeout'] * 1000 + 60 * minute
      const onItem = async (item: unknown): Promise<void> => running((item as Progress).running)
      const end = await run('contact', target.id, job, present, { timeoutMs, onItem })
      if ('result' in end) return (end.result as Contacted)?.state
      log.error(`${target.id}: ${end.failed}`)
      const failed = { outcome: 'failed', said: end.failed, pending: false } as const
      const known = { ...after(state, failed, { settings, random, now }), ...about(target, identity) }
      saveState(target, known, log)
      return known
    },

    async document(present, signal) {
      const { loaded, identity, prlimit } = present
      const { settings } = loaded
      const env = forTasks(io.env)
      const timeoutMs = Math.min(60 * minute, settings['task-timeout'] * 1000)
      const end = await untilEither(signal, io.signal, (either) => {
        const more = { prlimit, ...(program !== undefined && { program }) }
        const runTask = taskRunner({ settings, log, signal: either, env, ...more })
        return runTask('document', requestOf(settings, identity.deviceid), { timeoutMs })
      })
      if ('failed' in end) throw new Error(end.failed)
      return String(end.result)
    },

    async forward(present, document, signal, via) {
      const { loaded, identity } = present
      const job: ForwardJob = { ...common(loaded), identity, document: Buffer.from(document).toString('base64'), via }
      const end = await untilEither(signal, io.signal, (either) =>
        run('forward', 'task proxy', job, present, { timeoutMs: 60 * minute, signal: either }),
      )
      if ('result' in end) return end.result === true
      log.error(`a document of another machine is not sent: ${end.failed}`)
      return false
    },
  }
}

/** One signal for two. By hand: AbortSignal.any would keep something for each of them as long as the longer one lives. */
async function untilEither<T>(one: AbortSignal, other: AbortSignal, run: (either: AbortSignal) => Promise<T>) {
  const both = new AbortController()
  const stop = (): void => both.abort()
  for (const signal of [one, other]) {
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  }
  try {
    return await run(both.signal)
  } finally {
    for (const signal of [one, other]) signal.removeEventListener('abort', stop)
  }
}
