import { addAbortSignal, type Readable } from 'node:stream'
import { FatalError, reasonOf } from './exit.ts'

/**
 * All bytes of a stream, such as standard input.
 * @throws FatalError when it cannot be read, or holds more than `limit` bytes.
 */
export async function readAll(
  stream: Readable,
  { limit, signal, name = 'standard input' }: { limit: number; signal?: AbortSignal; name?: string },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (signal) addAbortSignal(signal, stream)
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
      size += bytes.length
      if (size > limit) throw new FatalError(`${name} is larger than ${Math.floor(limit / 1048576)} MiB`)
      chunks.push(bytes)
    }
  } catch (error) {
    if (error instanceof FatalError || signal?.aborted) throw error
    throw new FatalError(`Can't read ${name}: ${reasonOf(error)}`, 1, { cause: error })
  }
  return Buffer.concat(chunks, size)
}
