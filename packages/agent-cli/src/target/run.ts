import { FatalError, type Io, type Logger, reasonOf } from '@fusioninventory/cli-kit'
import type { Settings } from '../config/effective.ts'
import { afterFailure, afterRun, firstRun, isPlausible, longestDelay, usualDelay } from '../schedule/next-run.ts'
import { shownDate } from '../schedule/shown-date.ts'
import { makeFolder } from '../store/files.ts'
import { perlTarget } from '../store/import-perl.ts'
import { lock } from '../store/lock.ts'
import { loadTarget, saveTarget, type TargetState } from '../store/target-state.ts'
import { writeLocal } from '../tasks/inventory/local.ts'
import { InventoryFailed } from '../tasks/inventory/make.ts'
import type { Outcome } from '../tasks/run-task.ts'
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

const seconds = (ms: number): number => Math.floor(ms / 1000)

/** The state of a target, or what an agent in Perl left of it; without a date that can be believed, a new one. */
export function openTarget(
  target: Target,
  session: Pick<Session, 'vardir' | 'settings' | 'random' | 'now'>,
): TargetState {
  const { vardir, settings, now } = session
  const kept = loadTarget(target.dir)
  const state: TargetState =
    target.kind === 'server' && kept.nextRunDate === undefined
      ? { ...perlTarget(vardir, target.url.href), ...kept }
      : kept
  const maxDelay = delayOf(state)
  const date = state.nextRunDate
  const today = seconds(now())
  if (date !== undefined && isPlausible(date, today, maxDelay)) return { ...state, nextRunDate: date }
  return { ...state, nextRunDate: firstRun(today, settings.delaytime, periodOf(state, settings), session) }
}

const delayOf = ({ maxDelay }: TargetState): number => Math.min(maxDelay ?? usualDelay, longestDelay)
const periodOf = (state: TargetState, settings: Settings) => ({
  maxDelay: delayOf(state),
  jitter: settings['schedule-jitter'] === 'compat' ? ('compat' as const) : ('legacy' as const),
})

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
    if (isNew) save(target, { ...state, ...about(target, session) }, log)
    return undefined
  }
  const held = tryLock(target, log)
  if (held === 'busy') return undefined
  try {
    const end =
      target.kind === 'server'
        ? await runServer({ ...session, target, state }).catch((error: unknown) => unexpected(error, log))
        : await runLocal(target, session)
    save(target, { ...after(state, end, session), ...about(target, session) }, log)
    return end.outcome
  } finally {
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

const about = (target: Target, { identity }: Session): Pick<TargetState, 'deviceid' | 'target'> => ({
  deviceid: identity.deviceid,
  target: nameOf(target),
})

/** What is known after a run, and when the next one is due. */
export function after(
  before: TargetState,
  end: RunEnd,
  { settings, random, now }: Pick<Session, 'settings' | 'random' | 'now'>,
): TargetState {
  const today = seconds(now())
  const { failures: _, dialect, ...rest } = before
  const maxDelay = end.period === undefined ? delayOf(before) : Math.min(end.period, longestDelay)
  const known = {
    ...rest,
    maxDelay,
    last: { date: today, said: end.said.slice(0, 500) },
    ...end.taken,
    ...(end.scanned !== undefined && { scanned: end.scanned }),
    // Forgotten after a failure, so that the next run finds it out again.
    ...(end.dialect !== undefined && { dialect: end.dialect }),
  }
  if (end.pending) return { ...known, nextRunDate: today + Math.ceil(end.period ?? usualDelay) }
  if (end.outcome === 'done') return { ...known, nextRunDate: afterRun(today, periodOf(known, settings), { random }) }
  const failures = (before.failures ?? 0) + 1
  const kept = end.dialect === undefined && dialect === 'legacy' ? { dialect } : {}
  return { ...known, ...kept, failures, nextRunDate: afterFailure(today, failures, maxDelay, settings.delaytime) }
}

function save(target: Target, state: TargetState, log: Logger): void {
  try {
    saveTarget(target.dir, state)
  } catch (error) {
    const why = error instanceof FatalError ? error.message : reasonOf(error)
    log.error(`the state of ${target.id} can't be saved in ${target.dir}: ${why}`)
  }
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
