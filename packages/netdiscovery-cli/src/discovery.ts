import { type ExitCode, exit, keepSmaller, type Logger, type Run } from '@fusioninventory/cli-kit'
import { liveHost } from '@fusioninventory/core-probes/host'
import {
  type Examined,
  type LiveMethods,
  liveMethods,
  Stop,
  search,
  type Target,
} from '@fusioninventory/core-probes/network'
import { type DeviceModule, loadDevices } from '@fusioninventory/core-probes/snmp'
import { addressesOf, confirm, type Wanted } from './addresses.ts'
import { credentialsOf } from './credentials.ts'
import { described } from './describe.ts'
import { controlMessage, type Format, type Writer, writerOf } from './documents.ts'
import { type Checkpoint, openCheckpoint, searchName } from './io/checkpoint.ts'
import { directoryOutput } from './io/save.ts'
import { type options as table, tool } from './options.ts'
import { type Output, streamOutput } from './output.ts'
import { planOf } from './plan.ts'
import { openReport, type Report } from './report.ts'
import { identifiedMs, openSessions } from './sessions.ts'

/** Addresses that are examined at one time: enough for the default rate where nobody answers. */
const atOnce = 3072
/** Who is described is waited for as netinventory does, in milliseconds. */
const describedMs = 15_000
/** So many addresses are counted one by one to tell how many a share has. */
const counted = 2n ** 22n

/** One search as the command line asks for it: addresses, methods, documents. */
export async function discovery(run: Run<typeof table>): Promise<ExitCode> {
  const { options, operands, io, log } = run
  const plan = planOf(options, log)
  const devices = options.devices === undefined ? [] : await ownDevices(options.devices, log)
  const credentials = await credentialsOf(options, io, log)
  const wanted = await addressesOf(options, operands, io)
  await confirm(wanted, options, io, log)
  const total = countOf(wanted)
  if (total > atOnce) keepSmaller()
  const stop = Stop.by(io.signal)
  const checkpoint =
    options.checkpoint === undefined
      ? undefined
      : openCheckpoint(options.checkpoint, searchName(wanted.targets, wanted.shard))
  const host = liveHost()
  const sessions = openSessions({
    timeoutMs: Math.max(options.timeout * 1000, options.inventory ? describedMs : identifiedMs),
    deviceMs: options['backend-collect-timeout'] * 1000,
  })
  let live: LiveMethods | undefined
  try {
    live = await liveMethods({
      ...plan,
      host,
      open: sessions.open,
      credentials,
      patience: { timeoutMs: options.timeout * 1000, retries: options.retries },
      rate: options.rate,
      sessions: options.parallel,
      delayMs: options['credential-delay'] * 1000,
      identify: { power: options.power, devices },
      size: wanted.targets.size,
      stop,
    })
    if (checkpoint && checkpoint.before > 0)
      log.info(`${checkpoint.before} of ${total} addresses were done before, by ${options.checkpoint}`)
    const report = await openReport(run, { total: total - (checkpoint?.before ?? 0), plan, credentials, live })
    return await searched(run, { wanted, total, stop, checkpoint, live, report })
  } finally {
    live?.close()
    await sessions.close()
    checkpoint?.close()
    await host.close()
  }
}

/** Devices that the user describes; what is wrong with a description is told, and costs that one only. */
async function ownDevices(dir: string, log: Logger): Promise<readonly DeviceModule[]> {
  const { devices, problems } = await loadDevices(dir)
  for (const problem of problems) log.warning(problem)
  if (devices.length === 0) log.warning(`${dir}: no description of a device`)
  return devices
}

function countOf({ targets, shard }: Wanted): number {
  if (!shard) return Number(targets.size)
  if (targets.size > counted) return Math.ceil(Number(targets.size) / shard.of)
  let count = 0
  for (const _ of targets) count++
  return count
}

interface Parts {
  readonly wanted: Wanted
  readonly total: number
  readonly stop: Stop
  readonly checkpoint: Checkpoint | undefined
  readonly live: LiveMethods
  readonly report: Report
}

async function searched({ options, io, log }: Run<typeof table>, parts: Parts): Promise<ExitCode> {
  const { wanted, total, stop, checkpoint, live, report } = parts
  const output = outputOf(options, io)
  const writer = await writerOf(options.format as Format, log)
  const control = async (message: Parameters<typeof controlMessage>[0]): Promise<void> => {
    if (options.control && options.format === 'xml' && options.explain === undefined)
      await output.put(undefined, '', await controlMessage(message))
  }
  const put = async (...document: Parameters<Writer['write']>): Promise<void> => {
    if (options.explain !== undefined) return
    const text = await writer.write(...document)
    // Nobody reads any more: what is found is of no use.
    if (text !== undefined && !(await output.put(document[0], document[2], text))) stop.stop()
  }

  const take = async (examined: Examined): Promise<void> => {
    const { target, device, reached } = examined
    try {
      if (device) await put('NETDISCOVERY', device, target.address)
      if (reached && options.inventory) await inventoried(examined)
    } finally {
      reached?.session.close()
    }
    if (stop.stopped && !device) return
    checkpoint?.done(target.index, target.address, reached?.access)
    report.take(examined)
  }

  const inventoried = async ({ target: { address }, device, reached }: Examined): Promise<void> => {
    if (!reached) return
    if (device?.TYPE === undefined) return log.info(`${address}: of no known type, so it is not described`)
    const { session, access } = reached
    const { content, error } = await described(reached, { type: String(device.TYPE), extra: options.extra })
    await put('SNMPQUERY', content, address)
    if (error !== undefined) return log.error(`${address}: ${error}`)
    log.debug(`${address}: described with credential ${access.credential}, ${session.stats.requests} requests`)
  }

  await control({ start: tool.version })
  await control({ count: total })
  const summary = await search(wanted.targets, {
    methods: live.methods,
    atOnce,
    stop,
    ...(options.entity !== undefined && { entity: options.entity }),
    ...(checkpoint && {
      skip: ({ index }: Target) => checkpoint.isDone(index),
      known: (address: string) => checkpoint.known(address),
    }),
    take,
    trace: (address) => report.trace(address),
    failed(address, error) {
      report.failed(address, error)
      // What cannot be written ends the search; anything else is of this address only.
      if (isFatal(error)) stop.stop()
    },
  })
  await control({ end: true })
  await control({ end: true })
  const whole = options.explain === undefined ? writer.end() : undefined
  if (whole !== undefined) await output.put('page', 'network', whole)
  await output.end()
  if (!stop.stopped) checkpoint?.finished()
  await report.end(summary)
  report.rethrow()
  if (!options['fail-on-error']) return exit.done
  return report.found === 0 ? exit.nothing : report.failures > 0 ? exit.partly : exit.done
}

function outputOf(options: Run<typeof table>['options'], io: Run<typeof table>['io']): Output {
  if (options.save !== undefined) return directoryOutput(io, options.save, options.format)
  return streamOutput(io, options.explain === undefined ? options.format : 'text')
}

const isFatal = (error: unknown): boolean => error instanceof Error && error.name === 'FatalError'
