import type { Io, Logger } from '@fusioninventory/cli-kit'
import type { Settings } from '../config/effective.ts'
import { tool } from '../options.ts'
import type { RunTask } from '../tasks/run-task.ts'
import { runInChild } from './child.ts'
import { titleOf } from './title.ts'

interface Runner {
  readonly settings: Pick<Settings, 'task-timeout' | 'task-memory' | 'tag'>
  readonly log: Logger
  readonly signal: AbortSignal
  readonly env: Io['env']
  /** Absolute path of prlimit(1), where it is there. */
  readonly prlimit: string | undefined
  /** Of the processes of tasks; default: the bundle. */
  readonly program?: readonly string[]
}

/** Runs tasks in processes of their own, within the limits of the configuration. */
export const taskRunner =
  ({ settings, log, signal, env, prlimit, program }: Runner): RunTask =>
  (task, job, { timeoutMs = settings['task-timeout'] * 1000, onItem } = {}) =>
    runInChild(task, job, {
      limits: { timeoutMs, memoryMiB: settings['task-memory'] },
      signal,
      log,
      env: forTasks(env),
      prlimit,
      title: titleOf(settings.tag, `task ${task}`),
      ...(onItem !== undefined && { onItem }),
      ...(program !== undefined && { program }),
    })

/** What the service manager gave to the agent alone. */
const ours = ['NOTIFY_SOCKET', 'WATCHDOG_USEC', 'WATCHDOG_PID', 'LISTEN_FDS', 'LISTEN_PID', 'LISTEN_FDNAMES']

/** Variables that hold passwords for servers are no business of a task. */
export function forTasks(env: Io['env']): Io['env'] {
  const secret = Object.values(tool.options).flatMap((option) => ('env' in option ? [option.env as string] : []))
  return Object.fromEntries(Object.entries(env).filter(([name]) => ![...secret, ...ours].includes(name)))
}
