import type { Logger } from '@fusioninventory/cli-kit'
import type { Context } from 'hono'
import type { AgentView } from '../daemon/view.ts'
import type { Clock } from './clock.ts'
import type { Counts } from './counts.ts'
import type { Door } from './door.ts'
import type { Allowed } from './gate.ts'
import type { NowGate } from './now.ts'
import type { Quiet } from './quiet.ts'
import type { Judgement, TrustSet } from './trust/trust-set.ts'

/** What a request knows of its connection; the request itself is a web one. */
export interface Connection {
  /** Address of the client. */
  readonly peer: string
  /** The address that it came to. */
  readonly local: string
  readonly secure: boolean
  /** Tells a client that waits for it (`Expect: 100-continue`) to send its body. */
  proceed?(): void
}

export interface Env {
  Bindings: Connection
  Variables: { judgement: Judgement }
}

export type Asked = Context<Env>

export interface Route {
  /** As hono has it: `/now/*`. */
  readonly path: string
  readonly methods: readonly ('GET' | 'POST' | 'OPTIONS')[]
  /** Something is done by it, so that pages of other sites may not even lead here. */
  readonly acts?: boolean
  /** A POST brings a secret of the page along, which proves where it comes from. */
  readonly form?: boolean
  /** HEAD would use something up. */
  readonly noHead?: boolean
  /** Longest body, in bytes; default 0. */
  readonly maxBody?: number
  answer(asked: Asked): Response | Promise<Response>
}

/** A part that is off until its file says otherwise. */
export interface Plugin {
  /** `inventory` */
  readonly name: string
  /** For people. */
  readonly title: string
  /** Undefined: that of the agent. */
  readonly port: number | undefined
  readonly routes: readonly Route[]
}

/** All that routes need. What has to outlive a reload (who asked when, sessions) is handed on from one to the next. */
export interface Site {
  readonly view: AgentView
  readonly version: string
  readonly log: Logger
  readonly quiet: Quiet
  readonly clock: Clock
  readonly door: Door
  readonly counts: Counts
  readonly now: NowGate
  /** What the button sends along: nobody else can know it. */
  readonly formKey: string
  readonly trust: TrustSet
  readonly allowed: Allowed
  /** `httpd-token` */
  readonly token: string | undefined
  readonly plugins: readonly Plugin[]
}
