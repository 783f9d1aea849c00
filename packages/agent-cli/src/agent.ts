import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type ExitCode,
  exit,
  FatalError,
  type Io,
  type Logger,
  type Run,
  UsageError,
  writeOut,
} from '@fusioninventory/cli-kit'
import { openHost } from '@fusioninventory/core-probes/open'
import { categories } from '@fusioninventory/protocol'
import { demandRight, type Loaded, loadConfiguration } from './config/load.ts'
import { demandSafe } from './config/safe.ts'
import type { OpenLog } from './log/logger.ts'
import { openLog } from './log/open.ts'
import type { options as table } from './options.ts'
import type { Order } from './process/detach.ts'
import { waitBelow } from './schedule/next-run.ts'

type AgentRun = Run<typeof table>

const chance = { random: Math.random }

/** One run as the command line and the configuration ask for it. */
export async function agent(run: AgentRun): Promise<ExitCode> {
  const { options, io } = run
  if (options.wait !== undefined) await delay(waitBelow(options.wait, chance) * 1000, undefined, { signal: io.signal })
  const loaded = read(run, process.cwd())
  const answer = await question(run, loaded)
  if (answer !== undefined) return answer
  const log = await openLog(quiet(loaded), io)
  if (!loaded.settings.doctor) demandUsable(loaded, log)
  if (stays(loaded)) return loaded.settings['no-fork'] ? stay(run, loaded, log, process.cwd()) : detach(run, log)
  const host = await openHost({ kind: 'live' })
  try {
    const { once } = await import('./once.ts')
    return await once({ io, log, loaded, host, random: chance.random })
  } finally {
    await host.close()
  }
}

const read = ({ options, given, io }: Omit<AgentRun, 'operands' | 'log'>, cwd: string): Loaded =>
  loadConfiguration({ options, given }, { platform: process.platform, uid: userId(), env: io.env }, cwd, io.env)

const userId = (): number => process.getuid?.() ?? 0

/** @throws FatalError, UsageError */
function demandUsable(loaded: Loaded, log: Logger): void {
  demandRight(loaded, log)
  notBuilt(loaded)
  demandSafe(loaded, userId(), log)
}

/** What is asked of the state or of servers is answered, whatever else is on the line. */
const stays = ({ settings }: Loaded): boolean =>
  settings.daemon &&
  !['list-tasks', 'check-server', 'doctor', 'reset-deviceid', 'set-forcerun'].some(
    (name) => settings[name as keyof typeof settings],
  )

/** The daemon itself, in this process. `ready` is called once it works. */
async function stay(
  run: Omit<AgentRun, 'operands' | 'log'>,
  loaded: Loaded,
  log: OpenLog,
  cwd: string,
  ready?: () => Promise<void>,
): Promise<ExitCode> {
  const { daemon } = await import('./daemon/daemon.ts')
  log.info(`Running in ${ready === undefined ? 'foreground' : 'background'} mode`)
  return daemon({
    io: run.io,
    log,
    loaded,
    random: chance.random,
    web: async () => (await import('./httpd/open.ts')).openWebServer,
    configure(to) {
      const next = read(run, cwd)
      demandUsable(next, to)
      return next
    },
    ...(ready !== undefined && { ready }),
  })
}

/** Starts the daemon as a process of its own, and ends once that works. @throws FatalError where it does not */
async function detach({ options, given, io }: AgentRun, log: OpenLog): Promise<ExitCode> {
  const { startDetached } = await import('./process/detach.ts')
  const cwd = process.cwd()
  const file = options['conf-file']
  // Of all paths, the one that is not made absolute with the configuration: it is read before.
  const absolute = file === undefined ? options : { ...options, 'conf-file': resolve(cwd, file) }
  const pid = await startDetached({ options: absolute, given: [...given], cwd }, io.signal)
  log.debug(`FusionInventory Agent daemonized with PID ${pid}`)
  return exit.done
}

/** In the process that `detach` started. */
export async function agentDetached(io: Io, { options, given, cwd }: Order, ready: () => Promise<void>) {
  const run = { io, options: options as AgentRun['options'], given: new Set(given) }
  const loaded = read(run, cwd)
  const log = await openLog(loaded.settings, io)
  demandUsable(loaded, log)
  return stay(run, loaded, log, cwd, ready)
}

/** --list-tasks and others are answered on the terminal. */
function quiet({ settings }: Loaded): Loaded['settings'] {
  const asked = settings['list-tasks'] || settings['check-server'] || settings.doctor || settings['explain-policy']
  return asked ? { ...settings, logger: ['stderr'] } : settings
}

/** What needs nothing but the configuration. */
async function question(run: AgentRun, loaded: Loaded): Promise<ExitCode | undefined> {
  const { io } = run
  const { settings } = loaded
  if (settings.setup) {
    const { setupText } = await import('./config/show.ts')
    await writeOut(io.stdout, setupText(loaded))
    return exit.done
  }
  if (settings['explain-policy']) {
    const [{ loadPolicy, usualPolicy }, { policyText }] = await Promise.all([
      import('./policy/io/load.ts'),
      import('./policy/explain.ts'),
    ])
    await writeOut(
      io.stdout,
      policyText(loadPolicy(settings['policy-file'], loaded.confdir), usualPolicy(loaded.confdir)),
    )
    return exit.done
  }
  if (settings['list-categories']) {
    await writeOut(io.stdout, categories.map((category) => `${category}\n`).join(''))
    return exit.done
  }
  if (settings['check-config']) {
    const { configText } = await import('./config/show.ts')
    await writeOut(io.stdout, configText(loaded))
    for (const text of loaded.warnings) run.log.warning(text)
    for (const text of loaded.problems) run.log.error(text)
    return loaded.problems.length > 0 ? exit.failed : exit.done
  }
  return undefined
}

/** Nothing is done in the way of something that was asked for and is not there. @throws FatalError, UsageError */
function notBuilt({ settings }: Loaded): void {
  if (settings.remote.length > 0 || settings['remote-workers'] !== undefined)
    throw new UsageError(
      'Option remote is not available in this version of the agent: use fusioninventory-inventory --remote',
    )
  if (settings.listen && !settings.daemon)
    throw new FatalError('listen needs --daemon: there is nothing to wait for otherwise')
}
