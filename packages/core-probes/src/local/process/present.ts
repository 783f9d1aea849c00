import type { Content } from '@fusioninventory/protocol'
import type { Facts } from '../../host/port.ts'
import { redactArguments } from '../../host/secrets.ts'
import { localDateTime } from '../local-time.ts'
import { type ProcStat, terminalName } from './parse-proc-stat.ts'
import type { PsLine } from './parse-ps.ts'
import type { System } from './system.ts'

export type Process = NonNullable<Content['PROCESSES']>[number]

/** Longest command line that is kept, in characters. */
const longest = 65_536

/** Clock ticks a second in /proc (USER_HZ), the same on every architecture that Node runs on. */
const hertz = 100

/** The entry of a process by what /proc tells; `owner` is the effective user id, where it is known. */
export function fromProc(
  stat: ProcStat,
  cmdline: string,
  owner: number | undefined,
  system: System,
  facts: Facts,
  mask: boolean,
): Process {
  const started = system.bootTime === undefined ? undefined : system.bootTime + stat.start / hertz
  const elapsed = started === undefined ? undefined : facts.now() / 1000 - started
  return {
    USER: owner === undefined ? undefined : (system.logins.get(String(owner)) ?? String(owner)),
    PID: stat.pid,
    CMD: cmdline === '' ? bareName(stat) : commandLine(cmdline.split('\0'), mask),
    CPUUSAGE: elapsed === undefined ? undefined : percent(stat.ticks / hertz, elapsed),
    MEM: system.memoryKib === undefined ? undefined : percent((stat.rss * facts.pagesize) / 1024, system.memoryKib),
    VIRTUALMEMORY: Math.floor(stat.vsize / 1024),
    TTY: terminalName(stat.tty),
    STARTED: started === undefined ? undefined : minute(facts, started),
  }
}

/** The entry of a process by a line of ps. */
export function fromPs(line: PsLine, facts: Facts, mask: boolean): Process {
  return {
    USER: line.user,
    PID: line.pid,
    CMD: commandLine(line.command.split(' '), mask),
    CPUUSAGE: line.cpu,
    MEM: line.mem,
    VIRTUALMEMORY: line.vsz,
    TTY: line.tty,
    STARTED: line.elapsed === undefined ? undefined : minute(facts, facts.now() / 1000 - line.elapsed),
  }
}

/** A program without arguments of its own: a thread of the kernel, or one that has ended but is not yet waited for. */
const bareName = (stat: ProcStat): string => `[${stat.comm}]${stat.state === 'Z' ? ' <defunct>' : ''}`

const commandLine = (args: readonly string[], mask: boolean): string =>
  (mask ? redactArguments(args) : args)
    .join(' ')
    .slice(0, longest)
    .replace(/[\0-\x1f\x7f]+/g, ' ')
    .trim()

const minute = (facts: Facts, epochSeconds: number): string | undefined =>
  localDateTime(facts, epochSeconds)?.slice(0, 16)

/** One decimal, cut and not rounded, as ps does it. */
const percent = (part: number, whole: number): string =>
  (whole > 0 ? Math.floor((Math.max(part, 0) / whole) * 1000) / 10 : 0).toFixed(1)
