import { reasonOf } from '@fusioninventory/cli-kit'
import { TransportError } from '@fusioninventory/protocol/client'
import { type Agenda, greet, ProtocolError, requestIdOf } from '@fusioninventory/protocol/message'
import { tool } from '../options.ts'
import { applyPolicy } from '../policy/apply.ts'
import type { Policy } from '../policy/parse-policy.ts'
import { logRefusals, reportRefusals } from '../policy/report.ts'
import { type Outbox, openOutbox } from '../store/outbox.ts'
import type { Scanned } from '../store/target-state.ts'
import { installed, type Task } from '../tasks/catalog.ts'
import type { ServerContext } from '../tasks/context.ts'
import { InventoryFailed } from '../tasks/inventory/make.ts'
import { inventoryForServer, type Taken } from '../tasks/inventory/server.ts'
import type { Outcome } from '../tasks/run-task.ts'
import type { Connector } from './connect.ts'

/** One target with all that its run needs. */
export interface ServerRun extends Omit<ServerContext, 'agenda' | 'outbox' | 'refusals'> {
  readonly connector: Connector
  readonly plan: readonly Task[]
  /** Folder of what could not be sent. */
  readonly spool: string
  readonly policy: Policy
  /** Is told of each task that begins, by its title. */
  readonly running?: (title: string) => void
}

/** What a run has taught of a target. */
export interface RunEnd {
  /** failed: the server was not reached, did not answer, or did not take everything. */
  readonly outcome: Outcome
  readonly said: string
  /** Seconds; where the server said so. */
  readonly period?: number
  /** Nothing but to come again after `period`. */
  readonly pending: boolean
  readonly dialect?: 'legacy' | 'glpi'
  readonly taken?: Taken
  readonly scanned?: Scanned
}

/** One run of a server target: what does it want? then each task in its turn. Never throws but for a broken program. */
export async function runServer(run: ServerRun): Promise<RunEnd> {
  const { target, connector, log, signal } = run
  log.info(`sending prolog request to ${target.id}`)
  const client = connector.connect(target)
  try {
    const agenda = await greeted(run, client)
    if (typeof agenda === 'string') {
      log.error(`No answer from server at ${target.url.href}`)
      return { outcome: 'failed', said: agenda, pending: false }
    }
    if (agenda.message !== undefined) log.info(`server message: ${agenda.message}`)
    for (const warning of agenda.warnings) log.warning(`${target.id}: ${warning}`)
    for (const name of agenda.orders.ignored) log.debug(`${target.id}: option ${name} is not for this agent`)
    const learnt = { dialect: agenda.dialect, ...(agenda.period !== undefined && { period: agenda.period }) }
    if (agenda.pending) {
      log.info(`server pending: next contact in ${agenda.period ?? 3600} s`)
      return { outcome: 'done', said: 'pending', pending: true, ...learnt }
    }
    const { agentid: agentId } = run.identity
    const outbox = await openOutbox({
      client,
      agentId,
      compress: !run.settings['no-compression'],
      signal,
      log,
      now: run.now,
      dir: run.spool,
    })
    try {
      await outbox.flush()
      return { ...(await doAll(run, agenda, outbox)), ...learnt }
    } finally {
      await outbox.close()
    }
  } finally {
    client.close()
  }
}

/** What the policy allows of the server's wishes; what it does not is told. */
async function doAll(run: ServerRun, agenda: Agenda, outbox: Outbox): Promise<RunEnd> {
  const before = scannedIn(run)
  const allowed = applyPolicy(agenda, run.policy, { minute: minuteOf(run.now()), scanned: before.addresses })
  logRefusals(allowed.refusals, run.log)
  const context = { ...run, ...allowed, outbox }
  await reportRefusals(context)
  const scanned = { since: before.since, addresses: before.addresses + allowed.addresses }
  return { ...(await runTasks(context, run.plan)), pending: false, scanned }
}

const anHour = 3600

/** What this server has had asked in the hour that runs. */
function scannedIn({ state, now }: ServerRun): Scanned {
  const today = Math.floor(now() / 1000)
  const kept = state.scanned
  return kept !== undefined && today >= kept.since && today < kept.since + anHour
    ? kept
    : { since: today, addresses: 0 }
}

/** Since midnight, local time. */
function minuteOf(ms: number): number {
  const date = new Date(ms)
  return date.getHours() * 60 + date.getMinutes()
}

/** What the server wants, or in one line why that is not known. */
async function greeted(run: ServerRun, client: ReturnType<Connector['connect']>): Promise<Agenda | string> {
  const { identity, settings, state, plan, log, signal } = run
  const lower = (tasks: readonly Task[]): readonly string[] => [...new Set(tasks.map(({ name }) => name))]
  try {
    return await greet(
      client,
      {
        deviceid: identity.deviceid,
        version: tool.version,
        installedTasks: lower(installed),
        enabledTasks: lower(plan),
        ...(settings.tag !== undefined && { tag: settings.tag }),
      },
      {
        agentId: identity.agentid,
        requestId: () => requestIdOf(crypto.getRandomValues(new Uint8Array(4))),
        packing: settings['no-compression'] ? 'none' : 'zlib',
        signal,
        ...(state.dialect !== undefined && { known: state.dialect }),
      },
    )
  } catch (error) {
    if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error
    const story = error.hint === undefined ? error.message : `${error.message} (${error.hint})`
    log.error(`[http client] ${story}`)
    return story
  }
}

/** Each task in its turn; what happens to one does not stop the next. */
async function runTasks(
  context: ServerContext & Pick<ServerRun, 'running'>,
  plan: readonly Task[],
): Promise<Pick<RunEnd, 'outcome' | 'said' | 'taken'>> {
  const { agenda, log, signal, settings } = context
  const failed: string[] = []
  let taken: Taken | undefined
  for (const task of plan) {
    if (signal.aborted) {
      failed.push(task.title)
      break
    }
    const unwanted = agenda.disabled.includes(task.name) && !(task.name === 'inventory' && settings.force)
    if (unwanted) {
      log.info(`${task.title} is switched off by the server`)
      continue
    }
    log.info(`running task ${task.title}`)
    context.running?.(task.title)
    try {
      const outcome = await runTaskFor(context, task, (known) => {
        taken = known
      })
      if (outcome === 'failed') failed.push(task.title)
    } catch (error) {
      failed.push(task.title)
      if (error instanceof InventoryFailed) log.error(`task Inventory: ${error.message}`)
      else {
        log.error(`unexpected error in ${task.title}: ${reasonOf(error)}`)
        if (error instanceof Error && error.stack !== undefined) log.debug(error.stack)
      }
    }
  }
  return {
    outcome: failed.length > 0 ? 'failed' : 'done',
    said: failed.length > 0 ? `failed: ${failed.join(', ')}` : 'done',
    ...(taken !== undefined && { taken }),
  }
}

async function runTaskFor(context: ServerContext, task: Task, saved: (known: Taken) => void): Promise<Outcome> {
  switch (task.name) {
    case 'inventory':
      return inventoryForServer(context, saved)
    case 'wakeonlan': {
      const { wakeForServer } = await import('../tasks/wakeonlan/server.ts')
      return wakeForServer(context)
    }
    case 'netdiscovery': {
      const { networkForServer } = await import('../tasks/network/server.ts')
      return networkForServer(context, {
        task: 'netdiscovery',
        title: 'NetDiscovery',
        jobs: context.agenda.orders.discoveries,
      })
    }
    case 'netinventory': {
      const { networkForServer } = await import('../tasks/network/server.ts')
      return networkForServer(context, {
        task: 'netinventory',
        title: 'NetInventory',
        jobs: context.agenda.orders.queries,
      })
    }
    default:
      throw new Error(`no task ${task.name}`)
  }
}
