import { constants, openSync, readFileSync, statSync } from 'node:fs'
import { FatalError, type Io, readAll, reasonOf } from '@fusioninventory/cli-kit'

/** A name of what is read, for error texts. */
export const named = (path: string): string => (path === '-' ? 'standard input' : path)

/**
 * All bytes of a file or pipe that the user named; `-` is standard input.
 * @throws FatalError: exit 2 where there is no such file, as a slip of the command line.
 */
export async function readInput(io: Pick<Io, 'stdin' | 'signal'>, path: string, limit: number): Promise<Uint8Array> {
  const settings = { limit, signal: io.signal, name: named(path) }
  if (path === '-') return readAll(io.stdin, settings)
  try {
    const stat = statSync(path)
    if (stat.isFIFO()) return await readAll(await openPipe(path), settings)
    if (!stat.isFile()) throw new Error(stat.isDirectory() ? 'Is a directory' : 'Not a regular file')
    if (stat.size > limit) throw new FatalError(`${path} is larger than ${limit >> 20} MiB (--max-size)`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof FatalError || io.signal.aborted) throw error
    throw new FatalError(`Can't read ${path}: ${reasonOf(error)}`, 2, { cause: error })
  }
}

/** Without blocking: a thread that waits for a writer who never comes would keep the process from ending. */
async function openPipe(path: string) {
  const { Socket } = await import('node:net')
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}
