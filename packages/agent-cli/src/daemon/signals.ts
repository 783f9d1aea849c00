/** What the daemon is told from outside. */
interface Told {
  /** Ends with SIGINT and SIGTERM. */
  readonly signal: AbortSignal
  reload(): void
  runNow(): void
  stop(): void
  /** A second SIGINT or SIGTERM: nothing is waited for any more. */
  atOnce(): void
}

const ends = ['SIGINT', 'SIGTERM'] as const

/** Listens until the function that comes back is called. */
export function onSignals({ signal, reload, runNow, stop, atOnce }: Told): () => void {
  const again = (): void => {
    if (signal.aborted) atOnce()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  process.on('SIGHUP', reload)
  process.on('SIGUSR1', runNow)
  // Before whoever ends this process.
  for (const name of ends) process.prependListener(name, again)
  return () => {
    signal.removeEventListener('abort', stop)
    process.off('SIGHUP', reload)
    process.off('SIGUSR1', runNow)
    for (const name of ends) process.off(name, again)
  }
}
