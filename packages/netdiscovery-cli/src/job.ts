import { liveHost } from '@fusioninventory/core-probes/host'
import {
  type AddressRange,
  between,
  liveMethods,
  methodNames,
  type OpenSession,
  Stop,
  search,
  targetsOf,
} from '@fusioninventory/core-probes/network'
import type { DiscoveryJob, NetworkJob, NetworkReport } from '@fusioninventory/protocol/message'
import { version } from '../package.json'
import { identifiedMs, openSessions } from './sessions.ts'

/** How a server's job is done. */
export interface JobOptions {
  /** Of the agent: what START says. */
  readonly agentVersion: string
  /**
   * Takes each message when it is due, one at a time; `networkReport` makes it. The device waits for it. A rejection ends
   * the job.
   */
  readonly sink: (report: NetworkReport, job: NetworkJob) => Promise<void>
  readonly signal: AbortSignal
  /** One line, for the log; no secret in it. */
  readonly tell: (level: 'error' | 'warning' | 'info' | 'debug', line: string) => void
  /** What can be learned of an address, and how. Default: all that this machine can. */
  readonly methods?: typeof liveMethods
}

/** Packets a second, all methods together: a server is to be no reason for a flood. */
const rate = 2000
/** Addresses under way at one time, of which most wait for an answer that never comes. */
const atOnce = 1024
const retries = 1
const deviceMs = 60_000

type Wanted = DiscoveryJob['ranges'][number] & { readonly range: AddressRange }
type Found = Extract<NetworkReport, { readonly device: unknown }>['device']

/**
 * Does a job of the NETDISCOVERY task: START, how many addresses there are, a message a device as it is found, END; EXIT
 * where the signal ends it. Resolves with how many devices there were.
 */
export async function runDiscoveryJob(job: DiscoveryJob, options: JobOptions): Promise<number> {
  const { sink, signal, tell } = options
  const of: NetworkJob = { query: 'NETDISCOVERY', pid: job.pid, version }
  const wanted = job.ranges.flatMap((one): readonly Wanted[] => {
    const range = between(one.start, one.end)
    if ('problem' in range) tell('warning', `invalid range: ${range.problem}`)
    return 'problem' in range ? [] : [{ ...one, range }]
  })
  const total = wanted.reduce((sum, { range }) => sum + Number(range.last - range.first + 1n), 0)
  await sink({ start: options.agentVersion }, of)
  await sink({ count: total }, of)
  const stop = Stop.by(signal)
  const host = liveHost()
  const network = openSessions({ timeoutMs: identifiedMs, deviceMs })
  // One after the other: the next device waits until this one is dealt with. What cannot be handed over ends the job.
  let last: Promise<void> = Promise.resolve()
  let refused: { readonly error: unknown } | undefined
  let found = 0
  const take = (device: Found): Promise<void> => {
    found++
    last = last
      .then(() => (refused ? undefined : sink({ device }, of)))
      .catch((error: unknown) => {
        refused ??= { error }
        stop.stop()
      })
    return last
  }
  try {
    for (const one of wanted)
      if (!stop.stopped) await searched(one, job, { ...options, host, stop, take, open: network.open })
  } finally {
    await network.close()
    await host.close()
  }
  if (refused) throw refused.error
  await sink(stop.stopped ? { exit: true } : { end: true }, of)
  return found
}

interface Means extends JobOptions {
  readonly host: ReturnType<typeof liveHost>
  readonly stop: Stop
  readonly open: OpenSession
  readonly take: (device: Found) => Promise<void>
}

async function searched(
  { range, ports, protocols, entity }: Wanted,
  { credentials, threads, timeout }: DiscoveryJob,
  { methods = liveMethods, host, stop, open, take, tell }: Means,
): Promise<void> {
  const targets = targetsOf([range])
  const live = await methods({
    host,
    methods: new Set(methodNames),
    open,
    credentials,
    ports,
    transports: protocols,
    patience: { timeoutMs: timeout * 1000, retries },
    rate,
    sessions: threads,
    delayMs: 0,
    size: targets.size,
    stop,
  })
  try {
    const { proxies } = await search(targets, {
      methods: live.methods,
      atOnce,
      stop,
      ...(entity !== undefined && { entity }),
      async take({ device, reached }) {
        reached?.session.close()
        if (device !== undefined) await take(device as Found)
      },
      failed: (address, error) =>
        tell('error', `${address}: ${error instanceof Error ? error.message : String(error)}`),
    })
    for (const { mac, addresses } of proxies)
      tell('info', `${mac} answers for ${addresses} addresses: those with nothing else are left out`)
  } finally {
    live.close()
  }
}
