/** What is done for the daemon in processes of their own: whatever it takes, the daemon stays small. */
import { Readable } from 'node:stream'
import type { Io } from '@fusioninventory/cli-kit'
import { openHost } from '@fusioninventory/core-probes/open'
import { deliver, pack } from '@fusioninventory/protocol/client'
import { introduce } from '../identity/introduce.ts'
import { loadPolicy } from '../policy/io/load.ts'
import { taskRunner } from '../process/runner.ts'
import type { TaskContext } from '../process/serve.ts'
import { connectorOf } from '../target/connect.ts'
import { workFor } from '../target/run.ts'
import { openSession } from '../target/session.ts'
import { targetsOf } from '../target/targets.ts'
import { planOf } from '../tasks/plan.ts'
import type { Contacted, ContactJob, ForwardJob, Introduced, IntroduceJob, Progress } from './jobs.ts'

const ioOf = (signal: AbortSignal, now: () => number): Io => ({
  argv: [],
  env: process.env,
  stdin: Readable.from([]),
  stdout: process.stdout,
  stderr: process.stderr,
  signal,
  now: () => new Date(now()),
})

/** Where values come from was told at the start. */
const untold: ReadonlyMap<string, string> = new Map()

export async function introduceBody(job: IntroduceJob, { log, signal }: TaskContext): Promise<Introduced> {
  const loaded = { ...job, origins: new Map(job.origins) }
  loadPolicy(job.settings['policy-file'], job.confdir)
  await connectorOf(loaded, ioOf(signal, Date.now), log)
  const host = await openHost({ kind: 'live' })
  try {
    const identity = await introduce({ loaded, host, now: Date.now(), log })
    const prlimit = await host.commands.which('prlimit')
    return { identity, ...(prlimit.state === 'ok' && { prlimit: prlimit.value }) }
  } finally {
    await host.close()
  }
}

export async function contactBody(job: ContactJob, { log, signal, put }: TaskContext): Promise<Contacted> {
  const { settings, identity, vardir } = job
  const target = targetsOf(settings, vardir).find(({ id }) => id === job.id)
  if (target === undefined) throw new Error(`no target ${job.id}`)
  // What is only the time that the message took is none: then both clocks are the same.
  const ahead = Math.abs(job.now - Date.now()) < 5000 ? 0 : job.now - Date.now()
  const now = (): number => Date.now() + ahead
  const runTask = taskRunner({ settings, log, signal, env: process.env, prlimit: job.prlimit })
  const session = await openSession({
    io: ioOf(signal, now),
    log,
    loaded: { ...job, origins: untold },
    identity,
    plan: planOf(settings).tasks,
    random: Math.random,
    forced: false,
    runTask,
    signal,
    now,
    running: (running) => void put({ running } satisfies Progress),
  })
  const worked = await workFor(target, job.state, session)
  return worked && { state: worked.state }
}

/** Sent to each server target once; what one does not take is for its sender to keep. */
export async function forwardBody(job: ForwardJob, { log, signal }: TaskContext): Promise<boolean> {
  const { settings, vardir, identity } = job
  const connector = await connectorOf({ settings, origins: untold }, ioOf(signal, Date.now), log)
  const packed = await pack(Readable.from([Buffer.from(job.document, 'base64')]))
  const format = /^\s*\{/.test(Buffer.from(job.document.slice(0, 64), 'base64').toString('latin1')) ? 'json' : 'xml'
  let all = true
  for (const target of targetsOf(settings, vardir)) {
    if (target.kind !== 'server') continue
    const client = connector.connect(target)
    try {
      const how = { format, via: job.via, checked: true, compress: !settings['no-compression'], signal, log } as const
      const delivery = await deliver(client, packed, {
        ...how,
        ...(format === 'json' && { agentId: identity.agentid }),
      })
      if (delivery.status === 'sent') continue
      log.error(`[http client] ${delivery.detail}; the document of another machine is not taken`)
      all = false
    } finally {
      client.close()
    }
  }
  return all
}
