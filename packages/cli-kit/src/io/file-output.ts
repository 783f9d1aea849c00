import { fstatSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'

/**
 * Standard output for a regular file. Node's own stream ignores how much of a chunk the system took,
 * so that on a disk that fills up the end of a document gets lost without an error.
 */
export function fileOutput(fd: number): Writable {
  return new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      try {
        for (let from = 0; from < chunk.length; ) from += writeSync(fd, chunk, from)
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

/** Whether that descriptor is a regular file. A closed one is not. */
export function isFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile()
  } catch {
    return false
  }
}
