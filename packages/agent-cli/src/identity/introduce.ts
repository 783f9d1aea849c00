import type { Logger } from '@fusioninventory/cli-kit'
import type { Host } from '@fusioninventory/core-probes/open'
import type { Loaded } from '../config/load.ts'
import type { AgentState } from '../store/agent-state.ts'
import { makeFolder, sweep } from '../store/files.ts'
import { loadTarget } from '../store/target-state.ts'
import { targetFolders } from '../target/targets.ts'
import { identify } from './identify.ts'

interface Introduction {
  readonly loaded: Pick<Loaded, 'settings' | 'vardir'>
  readonly host: Host
  /** Epoch milliseconds. */
  readonly now: number
  readonly log: Logger
}

/** Who this machine is, from a folder of state that is in order afterwards. @throws FatalError where it cannot be used */
export async function introduce({ loaded, host, now, log }: Introduction): Promise<AgentState> {
  const { settings, vardir } = loaded
  makeFolder(vardir)
  for (const dir of [vardir, ...targetFolders(vardir)]) sweep(dir, now)
  return identify({
    vardir,
    host,
    assetname: settings['assetname-support'],
    policy: settings['deviceid-policy'] === 'auto' ? 'auto' : 'keep',
    reset: settings['reset-deviceid'],
    elsewhere: () => targetFolders(vardir).flatMap((dir) => loadTarget(dir).deviceid ?? [])[0],
    log,
  })
}
