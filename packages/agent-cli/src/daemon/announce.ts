import { FatalError, type Logger } from '@fusioninventory/cli-kit'
import type { Loaded } from '../config/load.ts'
import { tool } from '../options.ts'
import { shownDate } from '../schedule/shown-date.ts'
import { nameOf, targetsOf } from '../target/targets.ts'
import { installed, type Task } from '../tasks/catalog.ts'
import { planOf } from '../tasks/plan.ts'
import type { Entry } from './loop.ts'

/** @throws FatalError where there is nothing to stay for */
export function demandWork({ settings, vardir }: Pick<Loaded, 'settings' | 'vardir'>): void {
  const listens = settings.listen && !settings['no-httpd']
  if (targetsOf(settings, vardir).length === 0 && !listens) throw new FatalError('No target defined, aborting')
  if (planOf(settings).tasks.length === 0) throw new FatalError('No tasks available, aborting')
}

const line = ({ title }: Task): string => `- ${title}: ${tool.version}`

/** What this agent is and will do, for those who read its log. */
export function announce({ settings, confdir, vardir }: Loaded, entries: readonly Entry[], log: Logger): void {
  if (!log.enabled('debug')) return
  const say = (lines: readonly string[]): void => {
    for (const text of lines) log.debug(text)
  }
  say([
    `FusionInventory Agent (${tool.version})`,
    `Configuration directory: ${confdir}`,
    `Storage directory: ${vardir}`,
  ])
  say(['Available tasks:', ...installed.map(line)])
  const { tasks } = planOf(settings)
  for (const { target, state } of entries) {
    const planned = tasks.filter((task) => target.kind === 'server' || task.local)
    say([
      `[target ${target.id}] Next server contact planned for ${shownDate(state.nextRunDate ?? 0)}`,
      `target ${target.id}: ${target.kind} ${nameOf(target)}`,
      ...(planned.length > 0 ? [`Planned tasks for ${target.id}:`, ...planned.map(line)] : []),
    ])
  }
}
