import type { Io } from './io.ts'

/** How far a long run is. */
export interface Progress {
  /** One more is done. */
  step(): void
  stop(): void
}

const silent: Progress = { step: () => undefined, stop: () => undefined }

/** A bar on standard error; nothing at all when that is no terminal. */
export async function openProgress(io: Pick<Io, 'stderr'>, label: string, total: number): Promise<Progress> {
  if (!io.stderr.isTTY || total < 1) return silent
  const { default: progress } = await import('cli-progress')
  const bar = new progress.SingleBar({
    format: `${label} [{bar}] {value}/{total}`,
    stream: io.stderr,
    clearOnComplete: true,
    hideCursor: true,
  })
  bar.start(total, 0)
  return { step: () => bar.increment(), stop: () => bar.stop() }
}
