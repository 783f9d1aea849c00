import type { Asked } from './site.ts'

/** Bytes of the body; undefined where there are more of them. */
export async function bodyOf(asked: Asked, most: number, signal: AbortSignal): Promise<Buffer | undefined> {
  const { body } = asked.req.raw
  if (body === null) return Buffer.alloc(0)
  asked.env.proceed?.()
  const reader = body.getReader()
  const stop = (): void => void reader.cancel(signal.reason).catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return Buffer.concat(pieces, length)
      length += value.length
      if (length > most) {
        stop()
        return undefined
      }
      pieces.push(value)
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
