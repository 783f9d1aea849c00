import { join } from 'node:path'
import { type ExitCode, exit, FatalError, type Io, type Logger, reasonOf, writeOut } from '@fusioninventory/cli-kit'
import type { Host } from '@fusioninventory/core-probes/open'
import type { Loaded } from './config/load.ts'
import { identify } from './identity/identify.ts'
import { tool } from './options.ts'
import { loadPolicy } from './policy/io/load.ts'
import { runInChild } from './process/child.ts'
import { type AgentState, saveAgent } from './store/agent-state.ts'
import { makeFolder, sweep } from './store/files.ts'
import { loadTarget } from './store/target-state.ts'
import { connectorOf } from './target/connect.ts'
import { runTarget } from './target/run.ts'
import { targetFolders, targetsOf } from './target/targets.ts'
import { inventories } from './tasks/inventory/make.ts'
import { planOf } from './tasks/plan.ts'
import type { Outcome, RunTask } from './tasks/run-task.ts'

export interface Once {
  readonly io: Io
  readonly log: Logger
  readonly loaded: Loaded
  readonly host: Host
  readonly random: () => number
  /** Of the processes of tasks; default: the bundle. */
  readonly program?: readonly string[]
}

/** All targets in their order, each once. */
export async function once({ io, log, loaded, host, random, program }: Once): Promise<ExitCode> {
  const { settings, vardir } = loaded
  const targets = targetsOf(settings, vardir)
  const { tasks: plan } = planOf(settings)
  log.debug(`FusionInventory Agent (${tool.version})`)
  log.debug(`Configuration directory: ${loaded.confdir}`)
  log.debug(`Storage directory: ${vardir}`)
  if (settings['list-tasks']) {
    const { tasksText } = await import('./tasks/show.ts')
    await writeOut(io.stdout, tasksText(targets, plan))
    return exit.done
  }
  const prlimit = await host.commands.which('prlimit')
  const runTask: RunTask = (task, job, { timeoutMs = settings['task-timeout'] * 1000, onItem } = {}) =>
    runInChild(task, job, {
      limits: { timeoutMs, memoryMiB: settings['task-memory'] },
      signal: io.signal,
      log,
      env: withoutSecrets(io.env),
      prlimit: prlimit.state === 'ok' ? prlimit.value : undefined,
      ...(onItem !== undefined && { onItem }),
      ...(program !== undefined && { program }),
    })
  const spool = join(vardir, 'spool')
  if (settings['check-server'] || settings.doctor) {
    const { diagnose } = await import('./diagnose/answer.ts')
    return diagnose({ io, log, loaded, host, targets, plan, runTask, spool })
  }
  makeFolder(vardir)
  for (const dir of [vardir, ...targetFolders(vardir)]) sweep(dir, io.now().getTime())
  const identity = await identify({
    vardir,
    host,
    assetname: settings['assetname-support'],
    policy: settings['deviceid-policy'] === 'auto' ? 'auto' : 'keep',
    reset: settings['reset-deviceid'],
    elsewhere: () => targetFolders(vardir).flatMap((dir) => loadTarget(dir).deviceid ?? [])[0],
    log,
  })
  if (settings['reset-deviceid']) {
    log.info(`this machine is ${identity.deviceid} from now on`)
    return exit.done
  }
  if (settings['set-forcerun']) return setForcerun(vardir, identity)
  if (targets.length === 0) throw new FatalError('No target defined, aborting')
  if (plan.length === 0) throw new FatalError('No tasks available, aborting')
  const forced = takeForcerun(vardir, identity, log)

  const session = {
    io,
    log,
    vardir,
    settings,
    identity,
    plan,
    random,
    forced,
    runTask,
    signal: io.signal,
    now: () => io.now().getTime(),
    spool,
    policy: loadPolicy(settings['policy-file'], loaded.confdir).policy,
    connector: await connectorOf(loaded, io, log),
    inventories: inventories({ settings, deviceid: identity.deviceid, runTask }),
  }
  log.info('FusionInventory Agent starting')
  const outcomes: Outcome[] = []
  for (const target of targets) {
    if (io.signal.aborted) break
    const outcome = await runTarget(target, session)
    if (outcome !== undefined) outcomes.push(outcome)
  }
  return codeOf(outcomes, settings['fail-on-error'])
}

/** A result that cannot be written is a failure in any case; others only where that was asked for. */
function codeOf(outcomes: readonly Outcome[], failOnError: boolean): ExitCode {
  if (outcomes.includes('unwritten')) return exit.failed
  const failed = outcomes.filter((one) => one !== 'done').length
  if (!failOnError || failed === 0) return exit.done
  return failed === outcomes.length ? exit.nothing : exit.partly
}

function setForcerun(vardir: string, identity: AgentState): ExitCode {
  try {
    saveAgent(vardir, { ...identity, forcerun: true })
    return exit.done
  } catch (error) {
    throw new FatalError(`Can't write in ${vardir}: ${reasonOf(error)}`)
  }
}

/** Once only: it is gone before anything is done. */
function takeForcerun(vardir: string, { forcerun, ...identity }: AgentState, log: Logger): boolean {
  if (!forcerun) return false
  try {
    saveAgent(vardir, identity)
  } catch (error) {
    log.warning(`Can't write in ${vardir}: ${reasonOf(error)}`)
  }
  return true
}

/** Variables that hold passwords for servers are no business of a task. */
function withoutSecrets(env: Io['env']): Io['env'] {
  const secret = Object.values(tool.options).flatMap((option) => ('env' in option ? [option.env as string] : []))
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secret.includes(name)))
}
