import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { fromProc, fromPs, type Process } from './present.ts'
import { readSystem } from './system.ts'
import { processTable } from './table.ts'

/** The columns by their POSIX names. busybox refuses some of them; its bare `ps` lists all processes. */
const ps = ['ps', '-A', '-o', 'user,pid,pcpu,pmem,vsz,tty,etime,command'] as const
const busyboxPs = ['ps'] as const

/** Running processes by process id. Three cheap readings each: the kernel takes longer over `status` than over all three. */
export const linuxProcesses = defineProbe({
  name: 'linux/processes',
  category: 'process',
  platforms: ['linux'],
  reads: [
    { dir: '/proc' },
    { file: '/proc/<pid>/stat' },
    { file: '/proc/<pid>/cmdline' },
    { file: '/proc/stat' },
    { file: '/proc/meminfo' },
    { file: '/etc/passwd' },
    { command: ps },
    { command: busyboxPs },
  ],
  yields: ['PROCESSES'],
  async run(host, ctx) {
    const mask = ctx.options.maskSecrets
    const native = await processes(host, mask)
    if (native.length > 0) return patch('/proc/<pid>', native)
    const { parsePs } = await import('./parse-ps.ts')
    for (const command of [ps, busyboxPs]) {
      const lines = parsePs(ifOk(await host.commands.run(command))?.stdout ?? '')
      if (lines.length > 0)
        return patch(
          'ps',
          lines.map((line) => fromPs(line, host.facts, mask)),
        )
    }
    return []
  },
})

const patch = (from: string, PROCESSES: readonly Process[]): readonly Patch[] => [{ from, content: { PROCESSES } }]

async function processes(host: Host, mask: boolean): Promise<Process[]> {
  const table = await processTable(host)
  if (table.length === 0) return []
  const system = await readSystem(host)
  return table.map(({ stat, cmdline, owner }) => fromProc(stat, cmdline, owner, system, host.facts, mask))
}
