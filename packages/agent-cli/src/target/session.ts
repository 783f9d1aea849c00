import { join } from 'node:path'
import type { Loaded } from '../config/load.ts'
import { loadPolicy } from '../policy/io/load.ts'
import { inventories } from '../tasks/inventory/make.ts'
import { connectorOf } from './connect.ts'
import type { Session } from './run.ts'

type Given = Omit<Session, 'vardir' | 'settings' | 'spool' | 'policy' | 'connector' | 'inventories'>

/** All that runs of targets share. @throws FatalError where the configuration cannot be honoured */
export async function openSession({
  loaded,
  ...given
}: Given & { readonly loaded: Pick<Loaded, 'settings' | 'origins' | 'vardir' | 'confdir'> }): Promise<Session> {
  const { settings, vardir, confdir } = loaded
  return {
    ...given,
    vardir,
    settings,
    spool: join(vardir, 'spool'),
    policy: loadPolicy(settings['policy-file'], confdir).policy,
    connector: await connectorOf(loaded, given.io, given.log),
    inventories: inventories({ settings, deviceid: given.identity.deviceid, runTask: given.runTask }),
  }
}
