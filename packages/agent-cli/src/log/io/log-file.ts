import { closeSync, constants, fstatSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { FatalError, reasonOf } from '@fusioninventory/cli-kit'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')

/** `Sun Nov 22 17:43:50 2026`, local time, as ctime(3). */
export const ctime = (date: Date): string =>
  `${days[date.getDay()]} ${months[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${date.getFullYear()}`

interface LogFileOptions {
  /** At that size it is renamed and begun anew; 0: never. */
  readonly maxBytes: number
  /** How many of those that were renamed are kept: FILE.1 is the newest. */
  readonly keep: number
  /** For the time in front of each line; none without it. */
  readonly now?: () => Date
}

/** For the owner and, to read, the group, whatever the umask of a daemon is. */
function privately<T>(open: () => T): T {
  const before = process.umask(0o027)
  try {
    return open()
  } finally {
    process.umask(before)
  }
}

/**
 * A log file, one write a line, so that several processes can share it. A symbolic link is not followed: whoever can make
 * one would choose what is overwritten.
 * @throws FatalError where it cannot be opened
 */
export function logFile(path: string, { maxBytes, keep, now }: LogFileOptions): Writable {
  const open = (): number => {
    const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    return privately(() => openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0o640))
  }
  let file: number
  try {
    file = open()
  } catch (error) {
    throw new FatalError(`Can't write to log file ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
  return new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      try {
        const stat = fstatSync(file)
        if (maxBytes > 0 && stat.isFile() && stat.size > maxBytes) {
          // Another process may have done it already: then the name means its new file.
          if (statSync(path, { throwIfNoEntry: false })?.ino === stat.ino) rotate(path, keep)
          const next = open()
          closeSync(file)
          file = next
        }
        writeSync(file, now === undefined ? chunk : Buffer.concat([Buffer.from(`[${ctime(now())}]`), chunk]))
        done()
      } catch {
        // A full disk must not end what is logged about.
        done()
      }
    },
    final(done) {
      closeSync(file)
      done()
    },
  })
}

function rotate(path: string, keep: number): void {
  if (keep === 0) rmSync(path)
  for (let at = keep; at > 0; at--) {
    const from = at === 1 ? path : `${path}.${at - 1}`
    if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, `${path}.${at}`)
  }
}
