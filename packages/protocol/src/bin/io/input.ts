import { type Io, namedInput, readInput as read } from '@fusioninventory/cli-kit'

export const named = namedInput

/**
 * All bytes of a file or pipe that the user named; `-` is standard input.
 * @throws FatalError: exit 2 where there is no such file, as a slip of the command line.
 */
export const readInput = (io: Pick<Io, 'stdin' | 'signal'>, path: string, limit: number): Promise<Uint8Array> =>
  read(io, path, { limit, code: 2, hint: ' (--max-size)' })
