import { FatalError, type Io, type Logger, reasonOf } from '@fusioninventory/cli-kit'
import { shownDate } from '../schedule/shown-date.ts'
import { makeFolder } from '../store/files.ts'
import { lock } from '../store/lock.ts'
import { loadTarget, type TargetState } from '../store/target-state.ts'
import { writeLocal } from '../tasks/inventory/local.ts'
import { InventoryFailed } from '../tasks/inventory/make.ts'
import type { Outcome } from '../tasks/run-task.ts'
import { about, after, openTarget, saveState, seconds } from './planned.ts'
import { type RunEnd, runServer, type ServerRun } from './server.ts'
import { nameOf, type Target } from './targets.ts'

/** Of all targets of a run. */
export interface Session extends Omit<ServerRun, 'target' | 'state'> {
  readonly io: Io
  readonly vardir: string
  /** 0 to less than 1. */
  readonly random: () => number
  /** Targets are due whatever their dates say. */
  readonly forced: boolean
}

/** One target, once. Undefined: it was left alone. */
export async function runTarget(target: Target, session: Session): Promise<Outcome | undefined> {
  const { log, settings, now } = session
  const isNew = loadTarget(target.dir).nextRunDate === undefined
  const state = openTarget(target, session)
  const date = state.nextRunDate ?? 0
  const name = `target ${target.id}: ${target.kind} ${nameOf(target)}`
  log.debug(name)
  log.debug(`[target ${target.id}] Next server contact planned for ${shownDate(date)}`)
  if (settings.lazy && !settings.force && !session.forced && seconds(now()) < date) {
    log.info(`${target.id} is not ready yet, next server contact planned for ${shownDate(date)}`)
    // Or the first date would be a new one each time.
    if (isNew) saveState(target, { ...state, ...about(target, session.identity) }, log)
    return undefined
  }
  return (await workFor(target, state, session))?.outcome
}

/** What a run has come to, and what is known since. */
export interface Worked {
  readonly outcome: Outcome
  readonly state: TargetState
}

/** Does what there is to do for a target, whatever its date. Undefined: another process is at work for it. */
export async function workFor(target: Target, state: TargetState, session: Session): Promise<Worked | undefined> {
  const { log, signal } = session
  const held = tryLock(target, log)
  if (held === 'busy') return undefined
  const aborting = (): void => log.info('aborting task')
  signal.addEventListener('abort', aborting, { once: true })
  try {
    const end =
      target.kind === 'server'
        ? await runServer({ ...session, target, state }).catch((error: unknown) => unexpected(error, log))
        : await runLocal(target, session)
    const known = { ...after(state, end, session), ...about(target, session.identity) }
    saveState(target, known, log)
    return { outcome: end.outcome, state: known }
  } finally {
    signal.removeEventListener('abort', aborting)
    held?.release()
  }
}

/** A fault of this program at one target is no matter of the others. */
function unexpected(error: unknown, log: Logger): RunEnd {
  if (error instanceof FatalError) throw error
  const why = reasonOf(error)
  log.error(`unexpected error: ${why}`)
  if (error instanceof Error && error.stack !== undefined) log.debug(error.stack)
  return { outcome: 'failed', said: why, pending: false }
}

/** A folder that cannot be written cannot be locked either; that is told where the state is saved. */
function tryLock(target: Target, log: Logger): { release(): void } | 'busy' | undefined {
  try {
    makeFolder(target.dir)
    const held = lock(target.dir)
    if ('release' in held) return held
    log.warning(`${target.id} is left alone: process ${held.heldBy} is at work for it`)
    return 'busy'
  } catch (error) {
    log.debug(`no lock for ${target.id}: ${reasonOf(error)}`)
    return undefined
  }
}

async function runLocal(target: Extract<Target, { kind: 'local' }>, session: Session): Promise<RunEnd> {
  const { plan, log, inventories, identity, settings, io } = session
  if (!plan.some((task) => task.local)) return { outcome: 'done', said: 'no task', pending: false }
  log.info('running task Inventory')
  session.running?.('Inventory')
  log.info(`New inventory from ${identity.deviceid} for ${target.id}${settings.tag ? ` (tag=${settings.tag})` : ''}`)
  try {
    await writeLocal(target.path, await inventories.get(), settings, io, log)
    return { outcome: 'done', said: 'done', pending: false }
  } catch (error) {
    if (error instanceof InventoryFailed) log.error(`task Inventory: ${error.message}`)
    else if (error instanceof FatalError) log.error(error.message)
    else throw error
    return { outcome: error instanceof FatalError ? 'unwritten' : 'failed', said: error.message, pending: false }
  }
}
