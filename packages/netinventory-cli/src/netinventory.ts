import { type ExitCode, exit, type Logger, openProgress, type Run, stopCode } from '@fusioninventory/cli-kit'
import { type DeviceModule, loadDevices } from '@fusioninventory/core-probes/snmp'
import { admitDevice, type Diagnostic, describe, levelOf } from '@fusioninventory/protocol'
import type { Answer } from './ask.ts'
import { credentialsOf } from './credentials.ts'
import { devices } from './open.ts'
import { type options as table, tool } from './options.ts'
import { outletFor } from './outlet.ts'
import { type QueryEnd, query } from './query.ts'
import { recorderFor } from './record.ts'
import { controlMessage, type Form, rendered } from './render.ts'
import { sectionAsked } from './section.ts'
import { checkOptions, type Options, targetsFrom } from './settings.ts'
import { nameOf, type Target } from './target.ts'
import { lineOf, type Trace, traced } from './trace.ts'

/** Without an agent there is no identity: the one that servers know from these tools; a number of the job likewise. */
const envelope = { deviceid: 'foo', job: '1', version: tool.version } as const

/** One run as the command line asks for it: each device is written as soon as it has answered. */
export async function netinventory({ options, io, log, given }: Run<typeof table>): Promise<ExitCode> {
  if (given.has('model')) log.warning('deprecated option model, ignoring')
  checkOptions(options)
  const targets = await targetsFrom(options, io)
  const credentials = await credentialsOf(options, io, log)
  const outlet = outletFor(options, io, targets.length)
  const recorder = recorderFor(options.record, io, targets.length)
  const own = options.devices === undefined ? undefined : await ownDevices(options.devices, log)
  const network = devices()
  const traces = new Map<Target, Trace>()
  const form = formFor(options, targets.length)
  const now = (): number => performance.now()
  const progress = await openProgress(io, log, 'Devices', targets.length)
  try {
    if (options.control) await outlet.control(controlMessage(envelope, { AGENTVERSION: tool.version, START: 1 }))
    const end = await query(targets, {
      open: network.open,
      credentials,
      timeoutMs: options.timeout * 1000,
      budgetMs: options['backend-collect-timeout'] * 1000,
      signal: io.signal,
      parallel: parallelFor(targets, options.parallel),
      power: options.power,
      extra: options.extra,
      ...(own && { devices: own }),
      now,
      watch(session, target) {
        const trace = traced(session, now, (asked) => log.debug2(`${nameOf(target)}: ${lineOf(asked)}`))
        traces.set(target, trace)
        return trace.session
      },
      async take(answer) {
        const trace = traces.get(answer.target)
        traces.delete(answer.target)
        report(answer, log)
        if (trace) await recorder?.(trace.recording(), nameOf(answer.target))
        const text = await textOf(answer, options, form, trace, log)
        const open = await outlet.write(text, nameOf(answer.target))
        progress.step()
        return open
      },
    })
    if (options.control && !io.signal.aborted) await outlet.control(controlMessage(envelope, { END: 1 }))
    return concluded(end, targets.length, options['fail-on-error'], log, io.signal)
  } finally {
    progress.stop()
    network.close()
  }
}

/** Devices that the user describes; what is wrong with a description is told, and costs that one only. */
async function ownDevices(dir: string, log: Logger): Promise<readonly DeviceModule[]> {
  const { devices: found, problems } = await loadDevices(dir)
  for (const problem of problems) log.warning(problem)
  if (found.length === 0) log.warning(`${dir}: no description of a device`)
  return found
}

/** A recording costs no waiting, so nothing is won by reading several at a time, and their order is kept. */
const parallelFor = (targets: readonly Target[], asked: number): number =>
  targets.every(({ file }) => file !== undefined) ? 1 : Math.min(asked, targets.length)

/** One stream of several JSON documents is JSON Lines. */
const formFor = ({ format, save }: Options, count: number): Form =>
  format === 'json' && count > 1 && save === undefined ? 'jsonl' : (format as Form)

/** Says how one device went. */
function report(answer: Answer, log: Logger): void {
  const name = nameOf(answer.target)
  if ('error' in answer) {
    // Errors name their host or file; that of a recording without answers names the address that it stands for.
    const { file } = answer.target
    log.error(file === undefined || answer.error.includes(file) ? answer.error : `${file}: ${answer.error}`)
    for (const one of answer.tried) log.info(`${name}: tried ${one}`)
    return
  }
  for (const one of answer.tried) log.debug(`${name}: tried ${one}`)
  for (const remark of answer.remarks) log.warning(`${name}: ${remark}`)
  log.debug(`${name}: described in ${answer.requests} requests, ${answer.ms} ms`)
}

/** The document of a device, or what explains it. */
async function textOf(
  answer: Answer,
  options: Options,
  form: Form,
  trace: Trace | undefined,
  log: Logger,
): Promise<string> {
  const name = nameOf(answer.target)
  const diagnostics = (found: Diagnostic): void => log.log(levelOf(found), `${name}: ${describe(found)}`)
  const content = admitDevice('SNMPQUERY', 'error' in answer ? { ERROR: errorOf(answer) } : answer.device, diagnostics)
  if (options.explain !== undefined) {
    const { explainDevice } = await import('./explain.ts')
    const origins = { trace, sources: 'identity' in answer ? answer.identity.sources : {} }
    return explainDevice(name, content, origins, sectionAsked(options.explain))
  }
  return rendered({ ...envelope, query: 'SNMPQUERY', content }, form, diagnostics)
}

const errorOf = ({
  error,
  target,
}: Extract<Answer, { readonly error: string }>): Readonly<Record<string, unknown>> => ({
  ID: target.id,
  MESSAGE: error,
  TYPE: target.type,
})

/** Says what a run of several devices came to, and what it did not come to. */
function concluded(
  { described, failed, open }: QueryEnd,
  all: number,
  failOnError: boolean,
  log: Logger,
  signal: AbortSignal,
): ExitCode {
  const left = all - described - failed
  if (signal.aborted && left > 0) {
    const names = open.slice(0, 10).map(nameOf).join(', ')
    const begun = names === '' ? '' : `; begun: ${names}${open.length > 10 ? ', ...' : ''}`
    log.warning(`stopped: ${described + failed} of ${all} devices are done, ${left} are not${begun}`)
  } else if (all > 1) log.info(`${described} of ${all} devices described${failed > 0 ? `, ${failed} failed` : ''}`)
  const stopped = stopCode(signal)
  if (stopped !== undefined) return stopped
  if (!failOnError || failed === 0) return exit.done
  return described === 0 ? exit.nothing : exit.partly
}
