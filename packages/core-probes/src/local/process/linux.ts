import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { parseProcStat } from './parse-proc-stat.ts'
import { parsePs } from './parse-ps.ts'
import { fromProc, fromPs, type Process } from './present.ts'
import { readSystem, type System } from './system.ts'

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
  const entries = ifOk(await host.files.list('/proc')) ?? []
  const pids = entries.filter((entry) => /^\d+$/.test(entry.name)).map((entry) => Number(entry.name))
  if (pids.length === 0) return []
  const system = await readSystem(host)
  const found = await Promise.all(pids.sort((a, b) => a - b).map((pid) => one(host, pid, system, mask)))
  return found.filter((process) => process !== undefined)
}

/** Undefined when it has ended meanwhile. The kernel gives `/proc/<pid>` itself to the effective user, always. */
async function one(host: Host, pid: number, system: System, mask: boolean): Promise<Process | undefined> {
  const dir = `/proc/${pid}`
  const [text, owner] = await Promise.all([host.files.text(`${dir}/stat`), host.files.stat(dir)])
  const stat = parseProcStat(ifOk(text) ?? '')
  if (!stat) return undefined
  const cmdline = stat.kernelThread ? '' : (ifOk(await host.files.text(`${dir}/cmdline`)) ?? '')
  return fromProc(stat, cmdline, ifOk(owner)?.uid, system, host.facts, mask)
}
