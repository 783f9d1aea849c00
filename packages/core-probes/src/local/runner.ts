import type { Host, Platform } from '../host/port.ts'
import type { Category, Probe, ProbeContext, ProbeOptions } from './probe.ts'
import type { Finding } from './reducer.ts'

export interface RunnerOptions {
  /** Categories that are not wanted. */
  readonly without: ReadonlySet<Category>
  /** Time for a probe, in milliseconds. All start together, so it bounds the run. */
  readonly timeoutMs: number
  readonly probe: ProbeOptions
  /** Ends the run early; what is done by then is kept. */
  readonly signal?: AbortSignal
  debug(message: string): void
  hint(message: string): void
}

/** How a probe ended. */
export interface ProbeReport {
  readonly probe: string
  readonly status: 'ok' | 'empty' | 'failed' | 'timeout'
  readonly ms: number
  readonly detail?: string
}

export interface Run {
  readonly findings: readonly Finding[]
  readonly reports: readonly ProbeReport[]
}

/** For reports only. The `performance` of Node takes 2 ms to load. */
const milliseconds = (): number => Number(process.hrtime.bigint()) / 1e6

/** The probes of a platform but those of categories that nobody wants. */
export const wantedProbes = (
  probes: readonly Probe[],
  platform: Platform,
  without: ReadonlySet<Category>,
): readonly Probe[] => probes.filter((probe) => probe.platforms.includes(platform) && !without.has(probe.category))

/**
 * Runs the probes of this host's platform at the same time. One that throws or never ends takes no other with it;
 * the findings stand in the order of the registry, whoever was first.
 */
export async function runProbes(host: Host, probes: readonly Probe[], options: RunnerOptions): Promise<Run> {
  const wanted = wantedProbes(probes, host.facts.platform, options.without)

  const end = new AbortController()
  const timer = setTimeout(() => end.abort('timeout'), options.timeoutMs)
  const stop = () => end.abort('stopped')
  options.signal?.addEventListener('abort', stop)
  const cut = new Promise<'cut'>((resolve) => end.signal.addEventListener('abort', () => resolve('cut')))
  try {
    const done = await Promise.all(wanted.map((probe) => runOne(host, probe, options, end.signal, cut)))
    return { findings: done.map((one) => one.finding), reports: done.map((one) => one.report) }
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', stop)
  }
}

async function runOne(
  host: Host,
  probe: Probe,
  options: RunnerOptions,
  signal: AbortSignal,
  cut: Promise<'cut'>,
): Promise<{ finding: Finding; report: ProbeReport }> {
  const started = milliseconds()
  const ctx: ProbeContext = {
    signal,
    options: options.probe,
    debug: (message) => options.debug(`${probe.name}: ${message}`),
    hint: options.hint,
  }
  const none: Finding = { probe: probe.name, rank: probe.rank ?? 0, patches: [] }
  const report = (status: ProbeReport['status'], detail?: string): ProbeReport => ({
    probe: probe.name,
    status,
    ms: milliseconds() - started,
    ...(detail === undefined ? {} : { detail }),
  })
  try {
    const result = await Promise.race([probe.run(host, ctx), cut])
    if (result === 'cut') {
      const detail = signal.reason === 'timeout' ? `no result within ${options.timeoutMs / 1000} s` : 'stopped'
      options.debug(`${probe.name}: ${detail}`)
      return { finding: none, report: report('timeout', detail) }
    }
    return { finding: { ...none, patches: result }, report: report(result.length > 0 ? 'ok' : 'empty') }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    options.debug(`${probe.name}: ${detail}`)
    return { finding: none, report: report('failed', detail) }
  }
}
