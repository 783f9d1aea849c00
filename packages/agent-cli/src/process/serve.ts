/** The inside of the process of a task. */
import { type Logger, loggerOf } from '@fusioninventory/cli-kit'
import type { FromTask, ToTask } from './messages.ts'

export interface TaskContext {
  readonly log: Logger
  /** Ends when the agent asks the task to. */
  readonly signal: AbortSignal
  /** Hands a result on; resolves when the agent has dealt with it, so that no more than one is on the way. */
  put(item: unknown): Promise<void>
}

export type TaskBody = (job: never, context: TaskContext) => Promise<unknown>

/** Ends this process and all that it has started, since an agent that is gone cannot do it any more. */
function endGroup(): never {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    // No group of our own (Windows).
  }
  process.exit(1)
}

/** Does the one task that the agent names, and ends. Bodies are loaded on demand. */
export function serveTask(bodies: Readonly<Record<string, () => Promise<TaskBody>>>): void {
  const stop = new AbortController()
  let dealt: (() => void) | undefined
  let leaving = false
  const send = (message: FromTask, then?: () => void): void => {
    process.send?.(message, undefined, undefined, (error) => {
      if (error === null) then?.()
    })
  }
  const leave = (message: FromTask): void => {
    leaving = true
    // Not before it is written: process.exit would cut it.
    send(message, () => process.exit(0))
  }

  async function start({ task, job, level, title }: Extract<ToTask, { kind: 'start' }>): Promise<void> {
    if (title !== undefined && process.platform !== 'win32') process.title = title
    const log = loggerOf(level, {
      put: (asked, message) => send({ kind: 'log', level: asked, message }),
      hide: (secret) => send({ kind: 'hide', secret }),
    })
    const context: TaskContext = {
      log,
      signal: stop.signal,
      put: (item) =>
        new Promise((resolve) => {
          dealt = resolve
          send({ kind: 'item', item })
        }),
    }
    try {
      const load = bodies[task]
      if (load === undefined) throw new Error(`no task ${task}`)
      const body = await load()
      leave({ kind: 'done', result: await body(job as never, context) })
    } catch (error) {
      if (error instanceof Error && error.stack !== undefined) log.debug(error.stack)
      leave({ kind: 'failed', message: error instanceof Error ? error.message || error.name : String(error) })
    }
  }

  process.on('message', (message: ToTask) => {
    if (message.kind === 'start') void start(message)
    else dealt?.()
  })
  process.on('SIGTERM', () => stop.abort())
  // Of a terminal, to the whole of it: the agent says what is to be done.
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => {
    if (!leaving) endGroup()
  })
}
