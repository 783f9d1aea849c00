import type { Logger } from '@fusioninventory/cli-kit'
import type { Agenda } from '@fusioninventory/protocol/message'
import type { Settings } from '../config/effective.ts'
import type { Refusal } from '../policy/apply.ts'
import type { AgentState } from '../store/agent-state.ts'
import type { Outbox } from '../store/outbox.ts'
import type { TargetState } from '../store/target-state.ts'
import type { ServerTarget } from '../target/targets.ts'
import type { Inventories } from './inventory/make.ts'
import type { RunTask } from './run-task.ts'

/** What a task for a server may use. */
export interface ServerContext {
  readonly target: ServerTarget
  /** What the server wants, as far as the policy of this machine allows. */
  readonly agenda: Agenda
  /** What it does not allow. */
  readonly refusals: readonly Refusal[]
  readonly identity: Pick<AgentState, 'deviceid' | 'agentid'>
  readonly settings: Settings
  readonly state: TargetState
  readonly inventories: Inventories
  readonly outbox: Outbox
  readonly runTask: RunTask
  readonly signal: AbortSignal
  readonly now: () => number
  readonly log: Logger
}
