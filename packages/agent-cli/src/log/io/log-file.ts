import { closeSync, constants, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { FatalError, reasonOf } from '@fusioninventory/cli-kit'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')

/** `Sun Nov 22 17:43:50 2026`, local time, as ctime(3). */
export const ctime = (date: Date): string =>
  `${days[date.getDay()]} ${months[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} ${date.getFullYear()}`

/**
 * A log file, one write a line, so that several processes can share it. `maxBytes` (0: never): at that size it is renamed
 * to FILE.1 and begun anew. A symbolic link is not followed: whoever can make one would choose what is overwritten.
 * @throws FatalError where it cannot be opened
 */
export function logFile(path: string, maxBytes: number, now: () => Date): Writable {
  const open = (): number => {
    const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
    return openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0o640)
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
          closeSync(file)
          renameSync(path, `${path}.1`)
          file = open()
        }
        writeSync(file, Buffer.concat([Buffer.from(`[${ctime(now())}]`), chunk]))
        done()
      } catch {
        // A full disk must not end what is logged about.
        done()
      }
    },
  })
}
