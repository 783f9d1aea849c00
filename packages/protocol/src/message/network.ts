import { admitDevice, deviceElements } from '../model/device/content.ts'
import type { DeviceQuery } from '../model/device/table.ts'
import type { Log } from '../model/diagnostics.ts'
import type { XmlTree } from '../xml/write.ts'
import type { Exchange } from './exchange.ts'
import { type Accepted, taken } from './inventory.ts'
import { type Identity, type XmlOptions, xmlRequest } from './xml-request.ts'

/** What a network task says to its server, one thing a message. */
export type NetworkReport =
  | { readonly start: string }
  /** How many addresses a discovery is going to try. */
  | { readonly count: number }
  /** A device that was found, or answered: its DEVICE; what stands beside it (STORAGES) may be in it. */
  | { readonly device: Readonly<Record<string, unknown>> }
  /** A device that could not be asked. */
  | { readonly failed: { readonly id?: string; readonly message: string; readonly type?: string } }
  | { readonly end: true }
  /** The task gives up. */
  | { readonly exit: true }

/** Whose report it is. */
export interface NetworkJob {
  readonly query: DeviceQuery
  /** PID of the server's job. */
  readonly pid?: string
  /** Version of the task. */
  readonly version: string
}

function contentOf(query: DeviceQuery, report: NetworkReport, log: Log): XmlTree {
  if ('start' in report) return { AGENT: { AGENTVERSION: report.start, START: 1 } }
  if ('count' in report) return { AGENT: { NBIP: report.count } }
  if ('device' in report) return deviceElements(query, admitDevice(query, report.device, log))
  if ('end' in report) return { AGENT: { END: 1 } }
  if ('exit' in report) return { AGENT: { EXIT: 1 } }
  const { id, message, type } = report.failed
  return { DEVICE: { ERROR: { ID: id, MESSAGE: message, TYPE: type } } }
}

/**
 * A message of a network task. `start` holds the version of the agent. The plugin wants START, (NBIP, DEVICE...), END; GLPI
 * itself refuses all but devices (400, and 500 for `failed`), which is no failure of the task. Values are admitted; `log`
 * takes what is dropped.
 */
export function networkReport(
  identity: Identity,
  job: NetworkJob,
  report: NetworkReport,
  { log = () => undefined, ...options }: XmlOptions & { readonly log?: Log } = {},
): Exchange<Accepted> {
  const content = {
    ...contentOf(job.query, report, log),
    MODULEVERSION: 'count' in report ? undefined : job.version,
    PROCESSNUMBER: job.pid,
  }
  return { request: xmlRequest(job.query, identity, { CONTENT: content }, options), read: taken }
}
