import { type ExitCode, exit, FatalError, type Logger, reasonOf } from '@fusioninventory/cli-kit'
import { type AgentState, saveAgent } from '../store/agent-state.ts'

/** Every target is due at the next start. @throws FatalError where that cannot be kept */
export function setForcerun(vardir: string, identity: AgentState): ExitCode {
  try {
    saveAgent(vardir, { ...identity, forcerun: true })
    return exit.done
  } catch (error) {
    throw new FatalError(`Can't write in ${vardir}: ${reasonOf(error)}`)
  }
}

/** Once only: it is gone before anything is done. */
export function takeForcerun(vardir: string, { forcerun, ...identity }: AgentState, log: Logger): boolean {
  if (!forcerun) return false
  try {
    saveAgent(vardir, identity)
  } catch (error) {
    log.warning(`Can't write in ${vardir}: ${reasonOf(error)}`)
  }
  return true
}
