import type { Logger } from '@fusioninventory/cli-kit'
import type { Loaded } from '../config/load.ts'
import { loadTarget } from '../store/target-state.ts'
import { openTarget, type Planning, saveState } from '../target/planned.ts'
import { targetsOf } from '../target/targets.ts'
import { type Entry, newer } from './loop.ts'

/** Targets of a configuration; those that were there before keep what is known of them. */
export function entriesOf(
  { settings, vardir }: Pick<Loaded, 'settings' | 'vardir'>,
  planning: Planning,
  log: Logger,
  before: readonly Entry[] = [],
): readonly Entry[] {
  return targetsOf(settings, vardir).map((target) => {
    const old = before.find((entry) => entry.target.dir === target.dir)
    if (old !== undefined) return { target, state: newer(old.state, loadTarget(target.dir)), asked: old.asked }
    const state = openTarget(target, planning)
    // Or a service that is restarted often would put its targets off for ever.
    if (state.nextRunDate !== loadTarget(target.dir).nextRunDate) saveState(target, state, log)
    return { target, state, asked: false }
  })
}
