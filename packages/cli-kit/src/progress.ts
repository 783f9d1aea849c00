import type { Io } from './io.ts'
import type { Logger } from './log.ts'

/** How far a long run is. */
export interface Progress {
  /** One more is done; `more` is shown behind the numbers from now on. */
  step(more?: string): void
  stop(): void
}

const silent: Progress = { step: () => undefined, stop: () => undefined }

/** A bar on standard error, below the lines of the log; nothing at all when that is no terminal. */
export async function openProgress(
  io: Pick<Io, 'stderr'>,
  log: Pick<Logger, 'redirect'>,
  label: string,
  total: number,
): Promise<Progress> {
  if (!io.stderr.isTTY || total < 1) return silent
  const { default: progress } = await import('cli-progress')
  // The kind for several bars, since the one for a single bar returns to where it began, over what was written since.
  const bars = new progress.MultiBar({
    format: `${label} [{bar}] {value}/{total}{more}`,
    // Leaves room for the numbers behind it where a line has 80 columns.
    barsize: 20,
    stream: io.stderr,
    clearOnComplete: true,
    linewrap: true,
    hideCursor: true,
    gracefulExit: false,
  })
  const bar = bars.create(total, 0, { more: '' })
  log.redirect((line) => bars.log(line))
  return {
    step: (more) => bar.increment(1, more === undefined ? {} : { more: ` ${more}` }),
    stop() {
      log.redirect()
      // Writes the lines that still wait for the next drawing.
      bars.update()
      bars.stop()
    },
  }
}
