import type { TargetState } from '../store/target-state.ts'
import { nameOf } from '../target/targets.ts'
import type { Entry } from './loop.ts'
import type { AgentView, LastRun, TargetView } from './view.ts'
import type { Present, Workers } from './workers.ts'

interface Sources {
  readonly present: () => Present
  readonly entries: () => readonly Entry[]
  readonly status: () => string
  readonly runNow: (ids: readonly string[]) => void
  readonly workers: Workers
  readonly started: Date
}

/** The agent as the web server may see it. */
export const viewOf = ({ present, entries, status, runNow, workers, started }: Sources): AgentView => ({
  get deviceid() {
    return present().identity.deviceid
  },
  get agentid() {
    return present().identity.agentid
  },
  started,
  status,
  targets() {
    const all = entries().map(shown)
    return all.length > 0 ? all : [{ id: 'listener', kind: 'listener', name: 'listener' }]
  },
  runNow,
  inventory: async (signal) => Buffer.from(await workers.document(present(), signal)),
  forward: (document, signal, via) => workers.forward(present(), document, signal, via),
})

function shown({ target, state }: Entry): TargetView {
  const last = lastOf(state)
  return {
    id: target.id,
    kind: target.kind,
    name: nameOf(target),
    ...(target.kind === 'server' && { host: target.url.hostname }),
    ...(state.nextRunDate !== undefined && { nextRun: new Date(state.nextRunDate * 1000) }),
    ...(last !== undefined && { lastRun: last }),
  }
}

const lastOf = ({ last, failures }: TargetState): LastRun | undefined =>
  last && { at: new Date(last.date * 1000), ok: failures === undefined, text: last.said }
