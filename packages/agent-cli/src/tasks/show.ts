import { version } from '../../package.json'
import { nameOf, type Target } from '../target/targets.ts'
import { catalog, installed, type Task } from './catalog.ts'

const line = ({ title }: Task): string => `${title} (v${version})`

/** What --list-tasks prints: tasks that are there, those planned for each target, and those that are not there. */
export function tasksText(targets: readonly Target[], plan: readonly Task[]): string {
  const parts = [['Available tasks : ', ...installed.map(line)]]
  for (const target of targets) {
    const planned = plan.filter((task) => target.kind === 'server' || task.local)
    parts.push([
      '',
      `${target.kind} target: ${nameOf(target)}`,
      ...(planned.length > 0 ? ['Planned tasks:', ...planned.map((task) => ` - ${line(task)}`)] : ['No planned task']),
    ])
  }
  const missing = catalog.filter((task: Task) => task.missing !== undefined)
  parts.push(['', 'Not installed:', ...missing.map((task: Task) => `${task.title}: ${task.missing ?? ''}`)])
  return `${parts.flat().join('\n')}\n`
}
