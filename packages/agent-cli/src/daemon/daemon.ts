import { join } from 'node:path'
import {
  collectGarbage,
  type ExitCode,
  exit,
  FatalError,
  type Io,
  type Logger,
  reasonOf,
  stayUnoptimized,
} from '@fusioninventory/cli-kit'
import type { Loaded } from '../config/load.ts'
import { takeForcerun } from '../identity/forcerun.ts'
import { changeable, type OpenLog } from '../log/logger.ts'
import { openLog } from '../log/open.ts'
import { serviceManager } from '../process/notify.ts'
import { becomePrivate } from '../process/private.ts'
import { titleOf } from '../process/title.ts'
import { makeFolder } from '../store/files.ts'
import { loadTarget } from '../store/target-state.ts'
import { announce, demandWork } from './announce.ts'
import { type Clock, realClock } from './clock.ts'
import { entriesOf } from './entries.ts'
import { openPidFile, type PidFile } from './io/pid-file.ts'
import { type Entry, openLoop } from './loop.ts'
import { viewOf } from './see.ts'
import { onSignals } from './signals.ts'
import type { OpenWebServer, WebServer } from './web.ts'
import { openWorkers, type Present } from './workers.ts'

export interface DaemonOptions {
  readonly io: Io
  /** Of this configuration; it is closed when another one holds. */
  readonly log: OpenLog
  readonly loaded: Loaded
  /** Reads the configuration again. @throws where it is not right */
  configure(log: Logger): Loaded
  readonly random: () => number
  readonly clock?: Clock
  /** Of the processes of tasks; default: the bundle. */
  readonly program?: readonly string[]
  /** Loads the web server. */
  readonly web?: () => Promise<OpenWebServer>
  /** Is called once all is well. */
  ready?(): Promise<void>
}

/** What may take how long at the end, in milliseconds: runs and tasks get the most of it. */
const graceMs = { all: 12_000, web: 5000 }

/** Stays, wakes, obeys, until it is told to end. */
export async function daemon(options: DaemonOptions): Promise<ExitCode> {
  const { io, random, clock = realClock } = options
  io.grace?.(graceMs.all)
  stayUnoptimized()
  becomePrivate(undefined)
  demandWork(options.loaded)
  const { log, change } = changeable(options.log)
  const pidFile = pidFileOf(options.loaded, clock, log)
  try {
    return await live({ ...options, random, clock, log, change, pidFile })
  } finally {
    pidFile?.remove()
  }
}

function pidFileOf({ settings, vardir }: Loaded, clock: Clock, log: Logger): PidFile | undefined {
  if (settings.pidfile === undefined) return undefined
  if (settings.pidfile === '') makeFolder(vardir)
  const file = openPidFile({
    path: settings.pidfile || join(vardir, 'fusioninventory-agent.pid'),
    pid: process.pid,
    reloadEvery: settings['conf-reload-interval'],
    now: clock.now(),
    expired: () => log.debug('PID file expired'),
  })
  if (file === undefined) throw new FatalError('FusionInventory Agent is already running, exiting...')
  return file
}

interface Life extends Omit<DaemonOptions, 'log'> {
  readonly clock: Clock
  readonly log: Logger
  readonly change: (to: OpenLog) => void
  readonly pidFile: PidFile | undefined
}

async function live(life: Life): Promise<ExitCode> {
  const { io, log, change, clock, random, pidFile, program } = life
  const now = (): number => clock.now()
  const workers = openWorkers({ io, log, random, now, ...(program !== undefined && { program }) })
  const first = await workers.introduce(life.loaded)
  let present: Present = { loaded: life.loaded, identity: first.identity, prlimit: first.prlimit }
  let task = ''
  let web: WebServer | undefined
  becomePrivate(present.prlimit)

  const status = (): string => (task === '' ? 'waiting' : `running task ${task}`)
  const show = (): void => io.title?.(titleOf(present.loaded.settings.tag, status()))
  const planning = () => ({ vardir: present.loaded.vardir, settings: present.loaded.settings, random, now })
  const loop = openLoop({
    clock,
    log,
    planning,
    contact: (target, state) =>
      workers.contact(present, target, state, (title) => {
        task = title
        show()
      }),
    kept: (target) => loadTarget(target.dir),
    reload,
    reloadEvery: () => present.loaded.settings['conf-reload-interval'] * 1000,
    changed() {
      task = ''
      show()
      if (loop.running === undefined) collectGarbage()
    },
  })
  const manager = serviceManager(io.env, () => !io.signal.aborted)
  const view = viewOf({
    present: () => present,
    entries: () => loop.entries,
    status,
    runNow: (ids) => loop.runNow(ids),
    workers,
    started: new Date(clock.now()),
  })

  async function serve(): Promise<void> {
    const { settings, confdir } = present.loaded
    try {
      if (web !== undefined) return await web.reload(settings)
      if (settings['no-httpd'] || life.web === undefined) return
      const open = await life.web()
      web = await open({ settings, confdir, view, log, signal: io.signal, now })
    } catch (error) {
      log.error(`[http server] failed to start the HTTPD service: ${reasonOf(error)}`)
    }
  }

  /** All of it, or nothing: what is wrong with the new configuration leaves the old one in force. */
  async function reload(): Promise<void> {
    pidFile?.touch()
    manager.reloading()
    log.debug('agent reinit')
    try {
      const loaded = life.configure(log)
      demandWork(loaded)
      const { identity, prlimit } = await workers.introduce(loaded)
      change(await openLog(loaded.settings, io))
      // Once a run failed, the first delay is the longest one, whatever the configuration says by now.
      const { delaytime } = present.loaded.settings
      const settings = { ...loaded.settings, delaytime }
      present = { loaded: { ...loaded, settings }, identity, prlimit }
      begin(entriesOf(loaded, { ...planning(), settings: { ...settings, delaytime: 0 } }, log, loop.entries))
      await serve()
    } catch (error) {
      if (io.signal.aborted) return
      log.error(`the configuration stays as it was: ${error instanceof Error ? error.message : String(error)}`)
      await reopen()
    }
    show()
    log.debug('agent reinit done.')
    manager.ready(status())
  }

  /** Whoever moved the log file away waits for that. */
  async function reopen(): Promise<void> {
    try {
      change(await openLog(present.loaded.settings, io))
    } catch (error) {
      log.error(reasonOf(error))
    }
  }

  function begin(entries: readonly Entry[]): readonly Entry[] {
    const { loaded, identity } = present
    announce(loaded, entries, log)
    if (takeForcerun(loaded.vardir, identity, log)) for (const entry of entries) entry.asked = true
    loop.replace(entries)
    return entries
  }

  if (io.signal.aborted) return exit.done
  const entries = begin(entriesOf(present.loaded, planning(), log))
  const off = onSignals({
    signal: io.signal,
    reload: () => loop.reload(),
    runNow() {
      log.info('FusionInventory Agent requested to run all targets now')
      loop.runNow()
    },
    stop() {
      manager.stopping()
      loop.stop()
    },
    atOnce: () => pidFile?.remove(),
  })
  try {
    log.info('FusionInventory Agent starting')
    await serve()
    show()
    await life.ready?.()
    manager.ready(status())
    await loop.run(entries)
  } finally {
    manager.close()
    await soon(web?.close())
    off()
  }
  log.info(`FusionInventory Agent exiting (${process.pid})`)
  return exit.done
}

/** What does not end in time is ended with the process. */
async function soon(end: Promise<void> | undefined): Promise<void> {
  if (end === undefined) return
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs.web)
  })
  await Promise.race([end.catch(() => undefined), late])
  clearTimeout(timer)
}
