import type { Logger } from '@fusioninventory/cli-kit'

/** Where the time of a run goes, one part after the other, from the start of the process. */
export interface Phases {
  /** The part that ends now. */
  end(name: string): void
  /** One line at info level: `time: loading 80.2 ms, probes 61.0 ms, ...`. */
  report(log: Logger): void
}

/** Starts at the start of the process, so that Node's own start is in the first part. */
export function openPhases(uptime: () => number = () => process.uptime()): Phases {
  const parts: string[] = []
  let last = 0
  return {
    end(name) {
      const now = uptime()
      parts.push(`${name} ${((now - last) * 1000).toFixed(1)} ms`)
      last = now
    },
    report: (log) => log.info(`time: ${parts.join(', ')}`),
  }
}
