import type { Writable } from 'node:stream'
import { errnoOf, FatalError, reasonOf } from './exit.ts'

/** `closed`: the reader went away before the end, which is no failure (`| head`). */
export type Written = 'written' | 'closed'

type Chunk = string | Uint8Array
type Chunks = Chunk | Iterable<Chunk> | AsyncIterable<Chunk>

const gone = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'])
const guarded = new WeakSet<Writable>()

/** A stream says an error twice, to the write and as an event; the event alone must not end the process. */
export function guard(stream: Writable): void {
  if (guarded.has(stream)) return
  guarded.add(stream)
  stream.on('error', () => undefined)
}

const put = (stream: Writable, chunk: Chunk): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()))
  })

const whole = (chunks: Chunks): chunks is Chunk => typeof chunks === 'string' || chunks instanceof Uint8Array

/**
 * Writes a result, never more than one chunk ahead of its reader.
 * @throws FatalError `Can't write to standard output: No space left on device`
 */
export async function writeOut(stream: Writable, chunks: Chunks, name = 'standard output'): Promise<Written> {
  guard(stream)
  try {
    for await (const chunk of whole(chunks) ? [chunks] : chunks) await put(stream, chunk)
    return 'written'
  } catch (error) {
    const errno = errnoOf(error)
    if (errno !== undefined && gone.has(errno)) return 'closed'
    if (errno === undefined) throw error
    throw new FatalError(`Can't write to ${name}: ${reasonOf(error)}`, 1, { cause: error })
  }
}
