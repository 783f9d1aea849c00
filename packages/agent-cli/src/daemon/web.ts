import type { Logger } from '@fusioninventory/cli-kit'
import type { Settings } from '../config/effective.ts'
import type { AgentView } from './view.ts'

/** The web server, as the daemon sees it. */
export interface WebServer {
  close(): Promise<void>
  /** Keeps its connections and sessions where it can. */
  reload(settings: Settings): Promise<void>
}

interface WebOptions {
  readonly settings: Settings
  readonly confdir: string
  readonly view: AgentView
  readonly log: Logger
  readonly signal: AbortSignal
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Rejects where it can never work; an address that is taken for now is no reason. */
export type OpenWebServer = (options: WebOptions) => Promise<WebServer>
