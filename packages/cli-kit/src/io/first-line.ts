import { createReadStream } from 'node:fs'
import { FatalError, reasonOf } from '../exit.ts'

const longest = 4096

/**
 * The first line of a file, or of a pipe; for passwords, which never stand on a command line.
 * @throws FatalError that names the file, never what is in it.
 */
export async function firstLineOf(path: string): Promise<string> {
  try {
    const pieces: Buffer[] = []
    for await (const piece of createReadStream(path, { highWaterMark: longest })) {
      pieces.push(piece)
      if (piece.includes(0x0a) || Buffer.concat(pieces).length > longest) break
    }
    const [line = ''] = Buffer.concat(pieces).toString().split(/\r?\n/, 1)
    if (Buffer.byteLength(line) > longest) throw new Error(`Its first line has more than ${longest} bytes`)
    return line
  } catch (error) {
    throw new FatalError(`Can't read ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}
