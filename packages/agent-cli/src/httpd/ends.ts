/**
 * One signal for several, and for a time, until the work is done. By hand: `AbortSignal.any` keeps something for each
 * request as long as the longest of its signals lives, and that one lives as long as the web server.
 */
export async function endingWith<T>(
  signals: readonly AbortSignal[],
  run: (ends: AbortSignal) => Promise<T>,
  ms?: number,
): Promise<T> {
  const ends = new AbortController()
  const stop = (): void => ends.abort()
  const timer = ms === undefined ? undefined : setTimeout(stop, ms)
  for (const signal of signals) {
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  }
  try {
    return await run(ends.signal)
  } finally {
    clearTimeout(timer)
    for (const signal of signals) signal.removeEventListener('abort', stop)
  }
}
