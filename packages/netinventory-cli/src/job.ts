import type { QueryJob, SnmpDevice } from '@fusioninventory/protocol'
import type { NetworkJob, NetworkReport } from '@fusioninventory/protocol/message'
import { version } from '../package.json'
import type { Answer } from './ask.ts'
import { devices } from './open.ts'
import { type QueryEnd, query } from './query.ts'
import type { OpenDevice } from './sessions.ts'
import { nameOf, type Target } from './target.ts'

/** How a server's job is done. */
export interface JobOptions {
  /** Of the agent: what START says. */
  readonly agentVersion: string
  /**
   * Takes each message when it is due, one at a time; `networkReport` makes it. The next device waits for it. A rejection
   * ends the job.
   */
  readonly sink: (report: NetworkReport, job: NetworkJob) => Promise<void>
  readonly signal: AbortSignal
  /** One line, for the log; no secret in it. */
  readonly tell: (level: 'error' | 'warning' | 'info' | 'debug', line: string) => void
  /** Time limit of one device, in milliseconds. Default: 180 s. */
  readonly budgetMs?: number
  /** Default: by SNMP. */
  readonly open?: OpenDevice
  /** Milliseconds that only grow. */
  readonly now?: () => number
}

/**
 * Does a job of the SNMPQUERY task: START, a message a device, END; EXIT where the signal ends it. Where devices have jobs
 * of their own, each message goes to that job, and END follows each device.
 */
export async function runQueryJob(job: QueryJob, options: JobOptions): Promise<QueryEnd> {
  const { sink, signal, tell } = options
  const said = oneByOne(sink)
  const own = job.devices.some(({ pid }) => pid !== undefined)
  const whole = jobOf(job.pid)
  const jobs = new Map(job.devices.map((device) => [targetOf(device, job), jobOf(device.pid ?? job.pid)]))
  if (!own) await said({ start: options.agentVersion }, whole)
  const network = devices()
  const end = await query(jobs.keys(), {
    open: options.open ?? network.open,
    credentials: job.credentials,
    timeoutMs: job.timeout * 1000,
    budgetMs: options.budgetMs ?? 180_000,
    signal,
    parallel: Math.min(job.threads, Math.max(1, job.devices.length)),
    now: options.now ?? (() => performance.now()),
    async take(answer) {
      const of = jobs.get(answer.target) ?? whole
      report(answer, tell)
      await said(reportOf(answer), of)
      if (own) await said({ end: true }, of)
      return true
    },
  }).finally(() => network.close())
  if (signal.aborted) await said({ exit: true }, whole)
  else if (!own) await said({ end: true }, whole)
  return end
}

const jobOf = (pid: string | undefined): NetworkJob => ({
  query: 'SNMPQUERY',
  version,
  ...(pid !== undefined && { pid }),
})

function targetOf(device: SnmpDevice, { credentials }: QueryJob): Target {
  const { id, ip, type, credential, ports, protocols } = device
  const [port] = ports
  const [transport] = protocols
  return {
    host: ip,
    credentials: credentials.filter((one) => one.id === credential),
    ...(id !== undefined && { id }),
    ...(type !== undefined && { type }),
    ...(port !== undefined && { port }),
    ...(transport !== undefined && { transport }),
  }
}

function reportOf(answer: Answer): NetworkReport {
  if ('device' in answer) return { device: answer.device }
  const { id, type } = answer.target
  return {
    failed: { message: answer.error, ...(id !== undefined && { id }), ...(type !== undefined && { type }) },
  }
}

function report(answer: Answer, tell: JobOptions['tell']): void {
  const name = nameOf(answer.target)
  if ('error' in answer) tell('error', answer.error)
  for (const one of answer.tried) tell('error' in answer ? 'info' : 'debug', `${name}: tried ${one}`)
  for (const remark of answer.remarks) tell('warning', `${name}: ${remark}`)
  if ('device' in answer) tell('debug', `${name}: described in ${answer.requests} requests, ${answer.ms} ms`)
}

/** Messages leave one after the other, in the order in which they were due. */
function oneByOne(sink: JobOptions['sink']): JobOptions['sink'] {
  let last: Promise<void> = Promise.resolve()
  return (message, job) => {
    const next = last.then(() => sink(message, job))
    last = next.catch(() => undefined)
    return next
  }
}
