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
import { openEngine, type SnmpEngine } from '@fusioninventory/core-probes/snmp'
import type { DiscoveryJob, NetworkJob, NetworkReport } from '@fusioninventory/protocol/message'
import { version } from '../../../package.json'
import type { TaskContext } from '../../process/serve.ts'
import type { NetworkItem } from './item.ts'

/** Packets a second, all methods together: a server is to be no reason for a flood. */
const rate = 2000
/** Addresses under way at one time, of which most wait for an answer that never comes. */
const atOnce = 1024
const retries = 1
/** Who has answered once is worth waiting for. */
const sessionMs = 5000
const deviceMs = 60_000

type Wanted = DiscoveryJob['ranges'][number] & { readonly range: AddressRange }

/** In the process of the task: a search that a server wants, each device handed over as it is found. How many there were. */
export async function discoveryBody(job: DiscoveryJob, { log, put, signal }: TaskContext): Promise<number> {
  const of: NetworkJob = { query: 'NETDISCOVERY', pid: job.pid, version }
  const say = (report: NetworkReport): Promise<void> => put({ report, job: of } satisfies NetworkItem)
  const wanted = job.ranges.flatMap((one): readonly Wanted[] => {
    const range = between(one.start, one.end)
    if ('problem' in range) log.warning(`invalid range: ${range.problem}`)
    return 'problem' in range ? [] : [{ ...one, range }]
  })
  const total = wanted.reduce((sum, { range }) => sum + Number(range.last - range.first + 1n), 0)
  await say({ start: version })
  await say({ count: total })
  const stop = Stop.by(signal)
  let engine: Promise<SnmpEngine> | undefined
  const open: OpenSession = async (door, credential) => {
    engine ??= openEngine()
    return (await engine).openSession(door, credential, { timeout: sessionMs, limits: { device: deviceMs } })
  }
  let found = 0
  try {
    for (const one of wanted)
      found += await searched(one, job, open, stop, log, async (device) => {
        await say({ device })
      })
  } finally {
    const opened = await engine
    opened?.close()
  }
  await say(stop.stopped ? { exit: true } : { end: true })
  return found
}

type Found = Extract<NetworkReport, { readonly device: unknown }>['device']

async function searched(
  { range, ports, protocols, entity }: Wanted,
  { credentials, threads, timeout }: DiscoveryJob,
  open: OpenSession,
  stop: Stop,
  log: TaskContext['log'],
  tell: (device: Found) => Promise<void>,
): Promise<number> {
  const host = liveHost()
  const targets = targetsOf([range])
  const live = await liveMethods({
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
  let found = 0
  // One after the other: the next device waits until the agent has dealt with this one.
  let last: Promise<void> = Promise.resolve()
  try {
    const { proxies } = await search(targets, {
      methods: live.methods,
      atOnce,
      stop,
      ...(entity !== undefined && { entity }),
      async take({ device, reached }) {
        reached?.session.close()
        if (device === undefined) return
        found++
        last = last.then(() => tell(device as Found))
        await last
      },
      failed: (address, error) => log.error(`${address}: ${error instanceof Error ? error.message : String(error)}`),
    })
    for (const { mac, addresses } of proxies)
      log.info(`${mac} answers for ${addresses} addresses: those with nothing else are left out`)
  } finally {
    live.close()
    await host.close()
  }
  return found
}
