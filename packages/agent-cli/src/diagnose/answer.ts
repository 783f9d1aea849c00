import { randomUUID } from 'node:crypto'
import { type ExitCode, exit, type Io, type Logger, writeOut } from '@fusioninventory/cli-kit'
import { deviceId } from '@fusioninventory/core-probes/local'
import type { Host } from '@fusioninventory/core-probes/open'
import type { Loaded } from '../config/load.ts'
import { cleanId } from '../identity/ids.ts'
import { loadPolicy } from '../policy/io/load.ts'
import { loadAgent } from '../store/agent-state.ts'
import { perlAgent } from '../store/import-perl.ts'
import { connectorOf } from '../target/connect.ts'
import type { Target } from '../target/targets.ts'
import type { Task } from '../tasks/catalog.ts'
import { requestOf } from '../tasks/inventory/request.ts'
import type { RunTask } from '../tasks/run-task.ts'
import { checkedText, checkServer } from './check-server.ts'
import { doctorText, examine } from './doctor.ts'

interface Examination {
  readonly io: Io
  readonly log: Logger
  readonly loaded: Loaded
  readonly host: Host
  readonly targets: readonly Target[]
  readonly plan: readonly Task[]
  readonly runTask: RunTask
  readonly spool: string
}

/** --check-server and --doctor: nothing is changed by them. Exit 1 where something is wrong. */
export async function diagnose({
  io,
  log,
  loaded,
  host,
  targets,
  plan,
  runTask,
  spool,
}: Examination): Promise<ExitCode> {
  const { settings, vardir, confdir } = loaded
  const known = { ...perlAgent(vardir)?.known, ...loadAgent(vardir, (text) => log.warning(text)) }
  const deviceid = known.deviceid ?? cleanId(deviceId(host.facts.hostname, undefined, host.facts))
  const connector = await connectorOf(loaded, io, log)
  const servers = []
  for (const target of targets) {
    if (target.kind !== 'server') continue
    const question = { settings, connector, deviceid, agentid: known.agentid ?? randomUUID(), signal: io.signal }
    servers.push(await checkServer(target, { ...question, now: () => io.now().getTime() }))
  }
  const failed = servers.some(({ fine }) => !fine)
  if (settings['check-server']) {
    if (servers.length === 0) log.error('No server defined: give --server')
    await writeOut(io.stdout, checkedText(servers))
    return failed || servers.length === 0 ? exit.failed : exit.done
  }
  const inventory = await runTask('inventory', requestOf(settings, deviceid))
  const uid = process.getuid?.() ?? 0
  const policy = loadPolicy(settings['policy-file'], confdir)
  const chapters = await examine({ loaded, uid, host, known, policy, plan, targets, servers, inventory, spool })
  await writeOut(io.stdout, doctorText(chapters))
  return chapters.some(([, findings]) => findings.some(({ kind }) => kind === 'bad')) ? exit.failed : exit.done
}
