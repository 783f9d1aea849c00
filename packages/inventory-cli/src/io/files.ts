import { createReadStream, readFileSync, statSync } from 'node:fs'
import { errnoOf, FatalError, type Io, readAll, reasonOf } from '@fusioninventory/cli-kit'

const mebibyte = 1_048_576

/** A name of what is read, for error texts. */
const named = (path: string): string => (path === '-' ? 'standard input' : path)

/**
 * All of a file that the user named; `-` is standard input. Pipes and devices are read until they end or the run does.
 * @throws FatalError `Can't read F: No such file or directory`
 */
export async function readInput(io: Pick<Io, 'stdin' | 'signal'>, path: string, limit: number): Promise<Uint8Array> {
  const settings = { limit, signal: io.signal, name: named(path) }
  if (path === '-') return readAll(io.stdin, settings)
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return await readAll(createReadStream(path), settings)
    if (stat.size > limit) throw new FatalError(`${path} is larger than ${Math.floor(limit / mebibyte)} MiB`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof FatalError || io.signal.aborted) throw error
    throw new FatalError(`Can't read ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}

/** Whether nothing at all is there (as opposed to something that cannot be read). */
export function isMissing(path: string): boolean {
  try {
    statSync(path)
    return false
  } catch (error) {
    return errnoOf(error) === 'ENOENT'
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
 * Writes a result so that there is either the whole of it or what was there before.
 * @throws FatalError `Can't write to F: No space left on device`
 */
export async function writeResult(path: string, text: string): Promise<void> {
  try {
    // Renaming over a device or a pipe would replace it: those are written to.
    const special = !isMissing(path) && !statSync(path).isFile()
    if (special) {
      const { writeFileSync } = await import('node:fs')
      writeFileSync(path, text)
      return
    }
    const { default: writeFileAtomic } = await import('write-file-atomic')
    await writeFileAtomic(path, text)
  } catch (error) {
    throw new FatalError(`Can't write to ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}
