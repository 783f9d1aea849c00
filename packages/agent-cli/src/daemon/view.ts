/** How the last contact of a target ended. */
export interface LastRun {
  readonly at: Date
  readonly ok: boolean
  /** One line for people, without secrets. */
  readonly text: string
}

/** A target as the web server shows it: never with user-info. */
export interface TargetView {
  /** `server0` */
  readonly id: string
  readonly kind: 'server' | 'local' | 'listener'
  /** URL or path. */
  readonly name: string
  /** Host of the URL; of servers only. */
  readonly host?: string
  readonly nextRun?: Date
  readonly lastRun?: LastRun
}

/** What the web server may know of the running agent, and the few things that it may ask of it. */
export interface AgentView {
  readonly deviceid: string
  /** UUID: by it a proxy knows its own documents again. */
  readonly agentid: string
  readonly started: Date
  /** `waiting`, `running task Inventory`, `paused`. */
  status(): string
  targets(): readonly TargetView[]
  /** Makes these targets due now. */
  runNow(ids: readonly string[]): void
  /** A full inventory of this machine, made in a child process. Rejects where that failed. */
  inventory(signal: AbortSignal): Promise<Uint8Array>
  /**
   * Hands a document of another machine (proxy) to each server target; false where one of them did not take it. `via`
   * are the ids of the proxies that it came through, this one last, for the header `GLPI-Proxy-ID`.
   */
  forward(document: Uint8Array, signal: AbortSignal, via: readonly string[]): Promise<boolean>
}
