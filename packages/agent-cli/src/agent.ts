import { setTimeout as delay } from 'node:timers/promises'
import { type ExitCode, exit, FatalError, type Run, UsageError, writeOut } from '@fusioninventory/cli-kit'
import { openHost } from '@fusioninventory/core-probes/open'
import { categories } from '@fusioninventory/protocol'
import { demandRight, type Loaded, loadConfiguration } from './config/load.ts'
import { demandSafe } from './config/safe.ts'
import { openLog } from './log/open.ts'
import type { options as table } from './options.ts'
import { waitBelow } from './schedule/next-run.ts'

type AgentRun = Run<typeof table>

const chance = { random: Math.random }

/** One run as the command line and the configuration ask for it. */
export async function agent(run: AgentRun): Promise<ExitCode> {
  const { options, given, io } = run
  if (options.wait !== undefined) await delay(waitBelow(options.wait, chance) * 1000, undefined, { signal: io.signal })
  const uid = process.getuid?.() ?? 0
  const loaded = loadConfiguration(
    { options, given },
    { platform: process.platform, uid, env: io.env },
    process.cwd(),
    io.env,
  )
  const answer = await question(run, loaded)
  if (answer !== undefined) return answer
  const log = await openLog(quiet(loaded), io)
  if (!loaded.settings.doctor) {
    demandRight(loaded, log)
    notBuilt(loaded)
    demandSafe(loaded, uid, log)
  }
  const host = await openHost({ kind: 'live' })
  try {
    const { once } = await import('./once.ts')
    return await once({ io, log, loaded, host, random: chance.random })
  } finally {
    await host.close()
  }
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
  if (settings.daemon)
    throw new FatalError(
      'the daemon is not available in this version; run fusioninventory-agent --lazy --wait=N from a timer instead',
    )
  if (settings.remote.length > 0 || settings['remote-workers'] !== undefined)
    throw new UsageError(
      'Option remote is not available in this version of the agent: use fusioninventory-inventory --remote',
    )
  if (settings.listen) throw new FatalError('listen is not available in this version, which has no web interface')
}
