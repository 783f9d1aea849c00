import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errnoOf } from '@fusioninventory/cli-kit'

/** State of a process and when it started, of /proc/PID/stat: fields 3 and 22, counted after the name, which may hold anything (proc(5)). */
function statOf(pid: number): readonly [state: string, start: string] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return [fields[0] ?? '', fields[19] ?? '']
  } catch {
    return ['', '']
  }
}

/** So that one that got the number of a dead one is not taken for it; '' where that is unknown. */
const startOf = (pid: number): string => statOf(pid)[1]

/** What has ended is not alive, even if nobody has asked yet how it ended (a zombie). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return statOf(pid)[0] !== 'Z'
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
}

/** Number of the process that holds it, where that is still there. */
function holder(path: string): number | undefined {
  let text = ''
  try {
    text = readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
  const [, pid = '', start = ''] = /^(\d{1,10}) (\d*)\s*$/.exec(text) ?? []
  const number = Number(pid)
  return pid !== '' && isAlive(number) && startOf(number) === start ? number : undefined
}

export type Lock = { readonly release: () => void } | { readonly heldBy: number }

/** One run at a time for what is in a folder. A lock that a killed run left behind is taken over. Throws the error of the system. */
export function lock(dir: string): Lock {
  const path = join(dir, 'lock')
  for (let tries = 0; ; tries++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`)
      closeSync(file)
      return { release: () => rmSync(path, { force: true }) }
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' || tries > 3) throw error
      const pid = holder(path)
      if (pid !== undefined && pid !== process.pid) return { heldBy: pid }
      rmSync(path, { force: true })
    }
  }
}
