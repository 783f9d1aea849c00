import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { errnoOf, FatalError, reasonOf } from '@fusioninventory/cli-kit'
import { isAlive } from '../../store/lock.ts'

export interface PidFile {
  /** Says that the process is well; who looks at the age of the file sees it. */
  touch(): void
  /** Removes it, unless it is another's by now. */
  remove(): void
}

interface PidFileOptions {
  readonly path: string
  readonly pid: number
  /** Seconds between reloads, each of which touches the file; 0: never, and no age of a file says anything. */
  readonly reloadEvery: number
  /** Epoch milliseconds. */
  readonly now: number
  /** It was too old to be believed. */
  readonly expired: () => void
}

/** What was found under the name. Undefined: nothing. */
interface Found {
  readonly pid: number | undefined
  readonly inode: number
  readonly modified: number
}

/** @throws FatalError for what is no regular file: whoever put it there would choose what is written to */
function look(path: string): Found | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return undefined
  if (!stat.isFile()) throw new FatalError(`pid file ${path} is no regular file: remove it, or give another --pidfile`)
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const { ino, size, mtimeMs } = fstatSync(file)
    const text = size > 64 ? '' : readFileSync(file, 'latin1')
    const pid = /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : undefined
    return { pid, inode: ino, modified: mtimeMs }
  } finally {
    closeSync(file)
  }
}

/** Whether the process of that number is an agent. Where the system does not tell what it is, it is taken for one. */
function isAgent(pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('fusioninventory-agent')
  } catch (error) {
    return errnoOf(error) !== 'ENOENT' || lstatSync('/proc/self', { throwIfNoEntry: false }) === undefined
  }
}

/** Takes away what a dead process left, unless another one has put its own file there since it was looked at. */
function takeAway(path: string, found: Found, pid: number): void {
  const aside = `${path}.${pid}`
  renameSync(path, aside)
  try {
    if (lstatSync(aside).ino !== found.inode) linkSync(aside, path)
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/**
 * Writes the number of this process, exclusively. Undefined: another agent runs.
 * @throws FatalError where it cannot be written
 */
export function openPidFile(options: PidFileOptions): PidFile | undefined {
  const { path, pid, reloadEvery, now } = options
  try {
    for (let tries = 0; tries < 5; tries++) {
      const found = look(path)
      if (found === undefined) {
        if (create(path, pid)) return mine(path, pid)
        continue
      }
      const isOld = reloadEvery > 0 && found.modified < now - (reloadEvery + 60) * 1000
      if (isOld) options.expired()
      else if (found.pid !== undefined && found.pid !== pid && isAgent(found.pid)) return undefined
      takeAway(path, found, pid)
    }
    return undefined
  } catch (error) {
    if (error instanceof FatalError || errnoOf(error) === undefined) throw error
    throw new FatalError(`Can't write pid file ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}

/** False where another process was faster. */
function create(path: string, pid: number): boolean {
  const beside = `${path}.${pid}`
  rmSync(beside, { force: true })
  // Whole before it has its name: nobody ever reads half a number.
  writeFileSync(beside, `${pid}\n`, { flag: 'wx', mode: 0o644 })
  try {
    linkSync(beside, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(beside, { force: true })
  }
}

function mine(path: string, pid: number): PidFile {
  const isMine = (): boolean => {
    try {
      return look(path)?.pid === pid
    } catch {
      return false
    }
  }
  return {
    touch() {
      try {
        const date = new Date()
        if (isMine()) utimesSync(path, date, date)
      } catch {
        // It is only a sign.
      }
    },
    remove() {
      try {
        if (isMine()) rmSync(path, { force: true })
      } catch {
        // A folder that is read-only by now: the next start finds nobody behind that number.
      }
    },
  }
}
