import { type ExitCode, exit, type Logger } from '@fusioninventory/cli-kit'
import type { ProbeReport } from '@fusioninventory/core-probes/local'

const bad = ({ status }: ProbeReport): boolean => status === 'failed' || status === 'timeout'

/** Says what is lost; with --timing, or at debug level, also how every probe ended and how long it took. */
export function reportProbes(log: Logger, reports: readonly ProbeReport[], timing: boolean): void {
  for (const report of reports)
    if (bad(report)) log.warning(`${report.probe}: ${report.detail ?? report.status}; what it gives is missing`)
  for (const { probe, status, ms } of reports)
    log.log(timing ? 'info' : 'debug', `${probe}: ${status}, ${ms.toFixed(1)} ms`)
}

/** With --fail-on-error: whether some or all of the work failed. */
export function outcome(reports: readonly ProbeReport[], otherFailure: boolean): ExitCode {
  const failed = reports.filter(bad).length
  if (failed > 0 && failed === reports.length) return exit.nothing
  return failed > 0 || otherFailure ? exit.partly : exit.done
}
