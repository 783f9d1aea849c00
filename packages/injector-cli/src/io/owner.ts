import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { hostname } from 'node:os'

/**
 * Whose documents those are that a run of the injector has taken from a spool: the name of a folder tells its process,
 * so that others see whether it still lives. `.HOST-PID-START-RANDOM.run`; HOST also stands for the space of process ids.
 */
const named = /^\.([0-9a-f]{8})-(\d+)-(\d+)-[0-9a-f]+\.run$/

/** The name of a run's own folder. */
export const ownerName = (): string =>
  `.${here()}-${process.pid}-${startOf(process.pid) ?? '0'}-${randomBytes(4).toString('hex')}.run`

export const isOwnerName = (name: string): boolean => named.test(name)

/** How often a run says that it is still there, to other machines, and how long these believe it. */
export const heartbeatMs = 600_000
const believedMs = 3_600_000

/** Is the run over that this folder belongs to? Of another machine it is when nothing was heard of it for an hour. */
export async function isOver(path: string, name: string): Promise<boolean> {
  const [, host, pid = '', start] = named.exec(name) ?? []
  if (host !== here()) {
    const stats = await lstat(path).catch(() => undefined)
    return stats !== undefined && Date.now() - stats.mtimeMs > believedMs
  }
  const now = startOf(Number(pid))
  return !isAlive(Number(pid)) || (now !== undefined && start !== '0' && now !== start)
}

let place: string | undefined
function here(): string {
  place ??= createHash('sha256').update(`${hostname()} ${space()}`).digest('hex').slice(0, 8)
  return place
}

/** Containers may share a spool and a host name, but not their process ids. */
function space(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** When a process began, in ticks since the system did (field 22 of proc_pid_stat(5)): process ids are used again. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
