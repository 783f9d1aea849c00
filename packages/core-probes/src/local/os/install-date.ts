import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDateTime } from '../local-time.ts'
import type { Source } from '../probe.ts'
import { parseBirth } from './parse-system.ts'

/** Written once, when the system was installed: the installer's log, the root file system, the id of the first start. */
const witnesses = ['/var/log/installer', '/var/log/anaconda', '/lost+found', '/etc/machine-id'] as const

/** Births of files are known to commands only. */
const commands = [
  ['stat', '-c', '%w', '/var/lib/dpkg/info/base-files.list'],
  ['stat', '/'],
] as const

/** All that `installDate` may read. */
export const installDateReads: readonly Source[] = [
  ...witnesses.map((file) => ({ file })),
  ...commands.map((command) => ({ command })),
]

/** Images give their files any date: nothing before Linux. */
const earliest = Date.UTC(1991, 8, 17) / 1000

/** When the system was installed (local time) and what says so. */
export async function installDate(host: Host): Promise<{ readonly from: string; readonly date: string } | undefined> {
  const stats = await Promise.all(witnesses.map((path) => host.files.stat(path)))
  for (const [index, from] of witnesses.entries()) {
    const mtime = ifOk(stats[index] ?? { state: 'absent' })?.mtime
    if (mtime === undefined || mtime < earliest || mtime > host.facts.now() / 1000) continue
    const date = localDateTime(host.facts, mtime)
    if (date !== undefined) return { from, date }
  }
  const commands = [
    ['stat', '-c', '%w', '/var/lib/dpkg/info/base-files.list'],
    ['stat', '/'],
  ] as const
  for (const argv of commands) {
    const date = parseBirth(ifOk(await host.commands.run(argv))?.stdout ?? '')
    if (date !== undefined) return { from: argv.join(' '), date }
  }
  return undefined
}
