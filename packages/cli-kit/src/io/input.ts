import { constants, openSync, readFileSync, statSync } from 'node:fs'
import { FatalError, reasonOf } from '../exit.ts'
import type { ExitCode, Io } from '../io.ts'
import { readAll } from '../read.ts'

interface InputOptions {
  /** Most bytes. */
  readonly limit: number
  /** Exit code where it cannot be read. */
  readonly code: ExitCode
  /** What a person can do where it is too large, as ` (--max-size)`. */
  readonly hint?: string
}

/** A name of what is read, for error texts. */
export const namedInput = (path: string): string => (path === '-' ? 'standard input' : path)

/**
 * All of a file or pipe that the user named; `-` is standard input.
 * @throws FatalError `Can't read F: No such file or directory`
 */
export async function readInput(
  io: Pick<Io, 'stdin' | 'signal'>,
  path: string,
  { limit, code, hint = '' }: InputOptions,
): Promise<Uint8Array> {
  const settings = { limit, signal: io.signal, name: namedInput(path) }
  if (path === '-') return readAll(io.stdin, settings)
  try {
    const stat = statSync(path)
    if (stat.isFIFO()) return await readAll(await openPipe(path), settings)
    if (!stat.isFile()) throw new Error(stat.isDirectory() ? 'Is a directory' : 'Not a regular file')
    if (stat.size > limit) throw new FatalError(`${path} is larger than ${Math.floor(limit / 1_048_576)} MiB${hint}`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof FatalError || io.signal.aborted) throw error
    throw new FatalError(`Can't read ${path}: ${reasonOf(error)}`, code, { cause: error })
  }
}

/** Without blocking: a thread that waits for a writer who never comes would keep the process from ending. */
async function openPipe(path: string) {
  const { Socket } = await import('node:net')
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}
