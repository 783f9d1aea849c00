import {
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { errnoOf, FatalError, reasonOf } from '../exit.ts'
import type { Io } from '../io.ts'
import { writeOut } from '../write.ts'

/** Undefined where nothing is there, as opposed to something that cannot be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Whether nothing at all is there. */
export function isMissing(path: string): boolean {
  try {
    return statOf(path) === undefined
  } catch {
    return false
  }
}

/** @throws FatalError unless it is a directory that can be looked into. */
export function requireDirectory(path: string): void {
  try {
    if (statSync(path).isDirectory()) return
  } catch (error) {
    throw new FatalError(`Can't read directory ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
  throw new FatalError(`Can't read directory ${path}: Not a directory`)
}

/**
 * Writes a result so that there is either the whole of it or what was there before. What is no regular file (a device,
 * a pipe) is written to, since renaming would replace it.
 * @throws FatalError `Can't write to F: No space left on device`
 */
export async function writeResult({ signal }: Pick<Io, 'signal'>, path: string, text: string): Promise<void> {
  try {
    const old = statOf(path)
    if (old?.isFIFO()) await writePipe(path, text, signal)
    else if (old && !old.isFile()) writeFileSync(path, text)
    else replace(old ? realpathSync(path) : path, text, old)
  } catch (error) {
    if (error instanceof FatalError || signal.aborted) throw error
    throw new FatalError(`Can't write to ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}

/** Waits for its reader, as a shell does, but without blocking: the signal has to be heard. */
async function writePipe(path: string, text: string, signal: AbortSignal): Promise<void> {
  const [{ Socket }, { setTimeout: delay }] = await Promise.all([import('node:net'), import('node:timers/promises')])
  let fd: number | undefined
  while (fd === undefined) {
    try {
      fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch (error) {
      if (errnoOf(error) !== 'ENXIO') throw error
      await delay(50, undefined, { signal })
    }
  }
  const pipe = new Socket({ fd, readable: false, writable: true })
  await writeOut(pipe, text, path)
  pipe.destroy()
}

/** A new file in the same directory, then the name. An old file's permissions are kept. */
function replace(path: string, text: string, old: Stats | undefined): void {
  // The global one: importing node:crypto would cost every run its loading.
  const temporary = `${path}.${crypto.randomUUID()}`
  // Exclusive: a link that waits under that name is not followed.
  const fd = openSync(temporary, 'wx')
  try {
    try {
      writeFileSync(fd, text)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    if (old) chmodSync(temporary, old.mode & 0o7777)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
