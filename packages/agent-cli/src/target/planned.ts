import { FatalError, type Logger, reasonOf } from '@fusioninventory/cli-kit'
import type { Settings } from '../config/effective.ts'
import { afterFailure, afterRun, firstRun, isPlausible, longestDelay, usualDelay } from '../schedule/next-run.ts'
import { perlTarget } from '../store/import-perl.ts'
import { loadTarget, saveTarget, type TargetState } from '../store/target-state.ts'
import type { RunEnd } from './server.ts'
import { nameOf, type Target } from './targets.ts'

/** What decides over dates. */
export interface Planning {
  readonly vardir: string
  readonly settings: Pick<Settings, 'delaytime' | 'schedule-jitter'>
  /** 0 to less than 1. */
  readonly random: () => number
  /** Epoch milliseconds. */
  readonly now: () => number
}

export const seconds = (ms: number): number => Math.floor(ms / 1000)

/** The state of a target, or what an agent in Perl left of it; without a date that can be believed, a new one. */
export function openTarget(target: Target, planning: Planning): TargetState {
  const { vardir, settings, now } = planning
  const kept = loadTarget(target.dir)
  const state: TargetState =
    target.kind === 'server' && kept.nextRunDate === undefined
      ? { ...perlTarget(vardir, target.url.href), ...kept }
      : kept
  const maxDelay = delayOf(state)
  const date = state.nextRunDate
  const today = seconds(now())
  if (date !== undefined && isPlausible(date, today, maxDelay)) return { ...state, nextRunDate: date }
  return { ...state, nextRunDate: firstRun(today, settings.delaytime, periodOf(state, settings), planning) }
}

const delayOf = ({ maxDelay }: TargetState): number => Math.min(maxDelay ?? usualDelay, longestDelay)
const periodOf = (state: TargetState, settings: Planning['settings']) => ({
  maxDelay: delayOf(state),
  jitter: settings['schedule-jitter'] === 'compat' ? ('compat' as const) : ('legacy' as const),
})

/** The date of a clock that was wrong gives way to a new one; a target that is late is late, and due. */
export function believed(state: TargetState, { settings, random, now }: Omit<Planning, 'vardir'>): TargetState {
  const today = seconds(now())
  if (state.nextRunDate !== undefined && state.nextRunDate <= today + 2 * delayOf(state)) return state
  return { ...state, nextRunDate: afterRun(today, periodOf(state, settings), { random }) }
}

/** What is known after a run, and when the next one is due. */
export function after(
  before: TargetState,
  end: RunEnd,
  { settings, random, now }: Omit<Planning, 'vardir'>,
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

/** What cannot be saved is told; the program that runs knows it all the same. */
export function saveState(target: Target, state: TargetState, log: Logger): void {
  try {
    saveTarget(target.dir, state)
  } catch (error) {
    const why = error instanceof FatalError ? error.message : reasonOf(error)
    log.error(`the state of ${target.id} can't be saved in ${target.dir}: ${why}`)
  }
}

/** Whose state it is. */
export const about = (target: Target, { deviceid }: { readonly deviceid: string }): Partial<TargetState> => ({
  deviceid,
  target: nameOf(target),
})
