import { catalog, type Task } from '../tasks/catalog.ts'
import type { LoadedPolicy } from './io/load.ts'
import { shownRange } from './ranges.ts'

const time = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** In words: what a server may ask of this machine. */
export function policyText({ policy, file }: LoadedPolicy, usual: string): string {
  const { tasks, hours, ranges, versions, addresses, rate, threads, credentials, machines } = policy
  const mayRun = (task: Task): string => {
    if (task.missing !== undefined) return `no: not installed`
    return (tasks?.has(task.name) ?? true) ? 'yes' : 'no'
  }
  const lines = [
    file === undefined
      ? `No policy (${usual} is not there): a server may ask for everything that is installed.`
      : `Policy of ${file}.`,
    '',
    'May a server ask for',
    ...catalog.map((task: Task) => `  ${task.title.padEnd(16)} ${mayRun(task)}`),
    '',
    'Search networks and ask devices',
    `  when             ${hours === undefined ? 'always' : hours.length === 0 ? 'never' : hours.map(({ from, to }) => `${time(from)} to ${time(to)}`).join(', ')}`,
    `  where            ${ranges === undefined ? 'everywhere' : ranges.length === 0 ? 'nowhere' : ranges.map(shownRange).join(', ')}`,
    `  how many         ${addresses} addresses in one contact, ${rate === 0 ? 'no limit an hour' : `${rate} an hour`}`,
    `  at one time      ${threads}`,
    `  with credentials ${credentials ? `of the server, for ${versions === undefined ? 'all versions of SNMP' : `SNMP ${[...versions].join(', ')}`}` : 'of the server never'}`,
    '',
    `Machines woken in one contact: ${machines} at most.`,
    'Collect, Deploy and commands of servers: never.',
  ]
  return `${lines.join('\n')}\n`
}
