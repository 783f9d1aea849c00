import { join } from 'node:path'
import { type ExitCode, exit, FatalError, type Io, type Logger, writeOut } from '@fusioninventory/cli-kit'
import type { Host } from '@fusioninventory/core-probes/open'
import type { Loaded } from './config/load.ts'
import { setForcerun, takeForcerun } from './identity/forcerun.ts'
import { introduce } from './identity/introduce.ts'
import { tool } from './options.ts'
import { taskRunner } from './process/runner.ts'
import { runTarget } from './target/run.ts'
import { openSession } from './target/session.ts'
import { targetsOf } from './target/targets.ts'
import { planOf } from './tasks/plan.ts'
import type { Outcome } from './tasks/run-task.ts'

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
  const runTask = taskRunner({
    settings,
    log,
    signal: io.signal,
    env: io.env,
    prlimit: prlimit.state === 'ok' ? prlimit.value : undefined,
    ...(program !== undefined && { program }),
  })
  const spool = join(vardir, 'spool')
  if (settings['check-server'] || settings.doctor) {
    const { diagnose } = await import('./diagnose/answer.ts')
    return diagnose({ io, log, loaded, host, targets, plan, runTask, spool })
  }
  const identity = await introduce({ loaded, host, now: io.now().getTime(), log })
  if (settings['reset-deviceid']) {
    log.info(`this machine is ${identity.deviceid} from now on`)
    return exit.done
  }
  if (settings['set-forcerun']) return setForcerun(vardir, identity)
  if (targets.length === 0) throw new FatalError('No target defined, aborting')
  if (plan.length === 0) throw new FatalError('No tasks available, aborting')
  const forced = takeForcerun(vardir, identity, log)

  const session = await openSession({
    io,
    log,
    loaded,
    identity,
    plan,
    random,
    forced,
    runTask,
    signal: io.signal,
    now: () => io.now().getTime(),
  })
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
