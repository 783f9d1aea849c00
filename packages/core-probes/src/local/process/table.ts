import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'
import { type ProcStat, parseProcStat } from './parse-proc-stat.ts'

/** A process as /proc has it. */
export interface Running {
  readonly stat: ProcStat
  /** Effective user id: the kernel gives `/proc/<pid>` itself to that user, always. */
  readonly owner: number | undefined
  /** Arguments, each ended by NUL; empty for a thread of the kernel. */
  readonly cmdline: string
}

/** All processes by process id, read once for whoever wants to know. Empty where there is no /proc. */
export const processTable = once(async (host: Host): Promise<readonly Running[]> => {
  const entries = ifOk(await host.files.list('/proc')) ?? []
  const pids = entries.filter((entry) => /^\d+$/.test(entry.name)).map((entry) => Number(entry.name))
  const found = await Promise.all(pids.sort((a, b) => a - b).map((pid) => one(host, pid)))
  return found.filter((process) => process !== undefined)
})

/** Undefined when it has ended meanwhile. */
async function one(host: Host, pid: number): Promise<Running | undefined> {
  const dir = `/proc/${pid}`
  const [text, owner] = await Promise.all([host.files.text(`${dir}/stat`), host.files.stat(dir)])
  const stat = parseProcStat(ifOk(text) ?? '')
  if (!stat) return undefined
  const cmdline = stat.kernelThread ? '' : (ifOk(await host.files.text(`${dir}/cmdline`)) ?? '')
  return { stat, owner: ifOk(owner)?.uid, cmdline }
}
