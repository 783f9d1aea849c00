import { randomUUID } from 'node:crypto'
import type { Logger } from '@fusioninventory/cli-kit'
import { FatalError, reasonOf } from '@fusioninventory/cli-kit'
import { deviceId } from '@fusioninventory/core-probes/local'
import type { Host } from '@fusioninventory/core-probes/open'
import { type AgentState, type Known, loadAgent, saveAgent } from '../store/agent-state.ts'
import { perlAgent } from '../store/import-perl.ts'
import { fingerprintOf, isOtherMachine } from './fingerprint.ts'
import { cleanId } from './ids.ts'

export interface Identification {
  readonly vardir: string
  readonly host: Pick<Host, 'facts' | 'files'>
  /** Of the configuration; undefined: the name as the system gives it, as version 2.6. */
  readonly assetname: number | undefined
  readonly policy: 'keep' | 'auto'
  /** Forget what was. */
  readonly reset?: boolean
  /** Identities that the states of targets remember. */
  readonly elsewhere: () => string | undefined
  readonly log: Logger
}

function newId({ host: { facts }, assetname }: Identification): string {
  const whole = assetname === 3 ? (facts.fqdn ?? facts.hostname) : facts.hostname
  return cleanId(deviceId(assetname === 1 ? whole?.replace(/\..*$/s, '') : whole, undefined, facts))
}

/** What was kept, by us or by an agent in Perl before. */
function kept(asked: Identification): Known {
  const { vardir, log } = asked
  const known = loadAgent(vardir, (text) => log.warning(text))
  if (known.deviceid !== undefined) return known
  const before = perlAgent(vardir)
  if (before !== undefined) {
    log.info(`identity ${before.known.deviceid} taken over from ${before.from}`)
    return before.known
  }
  const deviceid = asked.elsewhere()
  if (deviceid !== undefined) log.warning(`identity ${deviceid} restored from the state of a target`)
  return deviceid === undefined ? {} : { deviceid }
}

/**
 * Who this machine is for its servers: made once, and kept from then on.
 * @throws FatalError where there is none yet, and a new one cannot be kept: it would be another machine at each run.
 */
export async function identify(asked: Identification): Promise<AgentState> {
  const { vardir, host, policy, log } = asked
  const before = asked.reset ? {} : kept(asked)
  const machine = await fingerprintOf(host)
  const moved = before.machine !== undefined && isOtherMachine(before.machine, machine)
  if (moved && policy === 'keep')
    log.warning(
      `the identity ${before.deviceid} was made on another machine (a cloned disk, or a new board); fusioninventory-agent --reset-deviceid gives this one its own`,
    )
  const renew = moved && policy === 'auto'
  if (renew) log.warning(`this is not the machine of ${before.deviceid}: it gets an identity of its own`)
  const state: AgentState = {
    deviceid: (renew ? undefined : before.deviceid) ?? newId(asked),
    agentid: (renew ? undefined : before.agentid) ?? randomUUID(),
    // What is not known today (an unprivileged run) stays; a machine that is kept in spite of its change is warned of again.
    machine: moved && policy === 'keep' ? (before.machine ?? {}) : { ...(renew ? {} : before.machine), ...machine },
    ...(before.forcerun && { forcerun: true }),
  }
  if (JSON.stringify(state) === JSON.stringify({ ...before })) return state
  try {
    saveAgent(vardir, state)
  } catch (error) {
    const why = `the state in ${vardir} can't be saved: ${reasonOf(error)}`
    if (before.deviceid === undefined || asked.reset)
      throw new FatalError(
        `${why}; without it this machine would be a new one at each run (give another place with --vardir)`,
      )
    log.warning(why)
  }
  return state
}
