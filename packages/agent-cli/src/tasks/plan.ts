import type { Settings } from '../config/effective.ts'
import { catalog, type Task } from './catalog.ts'

export interface Plan {
  /** In the order of running; the same one may come twice. */
  readonly tasks: readonly Task[]
  readonly warnings: readonly string[]
}

const all: readonly Task[] = catalog

/** Other names that people and servers use. */
const aliases: Readonly<Record<string, string>> = { snmpquery: 'netinventory', ocsdeploy: 'deploy' }

const named = (word: string): Task | undefined => {
  const name = word.toLowerCase()
  return all.find((task) => task.name === (aliases[name] ?? name))
}

/** Which tasks are to be tried for a server, by `tasks` and `no-task`; those that are not installed are told. */
export function planOf(settings: Pick<Settings, 'tasks' | 'no-task'>): Plan {
  const warnings: string[] = []
  const tell = (option: string, word: string): void => {
    // Of version 2.6: what it put in order is in order at once.
    if (word.toLowerCase() === 'maintenance') return
    warnings.push(`unknown task ${word} in ${option} (one of ${all.map(({ name }) => name).join(', ')} expected)`)
  }
  const refused = new Set<Task>()
  for (const word of settings['no-task']) {
    const task = named(word)
    if (task === undefined) tell('no-task', word)
    else refused.add(task)
  }
  const chosen: Task[] = settings.tasks.length === 0 ? [...all] : []
  const asked = new Set(settings.tasks.map(named))
  for (const word of settings.tasks) {
    const task = named(word)
    if (word === '...') chosen.push(...all.filter((one) => !asked.has(one)))
    else if (task === undefined) tell('tasks', word)
    else if (task.missing !== undefined) warnings.push(`task ${task.title} is not installed: ${task.missing}`)
    else chosen.push(task)
  }
  return { tasks: chosen.filter((task) => task.missing === undefined && !refused.has(task)), warnings }
}
