import type { RequestListener, ServerResponse } from 'node:http'
import { type Logger, reasonOf } from '@fusioninventory/cli-kit'
import type { Settings } from '../config/effective.ts'
import type { AgentView } from '../daemon/view.ts'
import { tool } from '../options.ts'
import { type Clock, clockOf } from './clock.ts'
import { openCounts } from './counts.ts'
import { type DoorLimits, openDoor } from './door.ts'
import { ownNames, lookup as resolveName } from './io/names.ts'
import { type Listener, openListener, type Secure } from './listener.ts'
import { openNow } from './now.ts'
import { openMemory } from './plugins/context.ts'
import { openPlugins } from './plugins/open.ts'
import { openQuiet } from './quiet.ts'
import { unguessable } from './secret.ts'
import type { Plugin, Site } from './site.ts'
import { type Lookup, openTrust } from './trust/trust-set.ts'

export type WebSettings = Pick<
  Settings,
  'no-httpd' | 'httpd-ip' | 'httpd-port' | 'httpd-trust' | 'httpd-token' | 'httpd-host'
>

export interface WebServerOptions {
  readonly settings: WebSettings
  /** Where the files of plugins are. */
  readonly confdir: string
  readonly view: AgentView
  readonly log: Logger
  /** Ends the server. */
  readonly signal: AbortSignal
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Default: timers of the process, which keep it from nothing. */
  readonly clock?: Clock
  readonly lookup?: Lookup
  readonly uid?: number
  readonly limits?: DoorLimits
}

export interface WebServer {
  /** Those that are open. */
  readonly ports: readonly number[]
  /** Other trust, ports, plugins and certificates, without a port closed that stays. */
  reload(settings: WebSettings): Promise<void>
  close(): Promise<void>
}

/** One port, and what answers there now. */
interface Open {
  readonly listener: Listener
  serving: Serving
}

interface Serving {
  site: Site
  readonly plugins: readonly Plugin[]
  readonly core: boolean
  /** Made with the first request. */
  answer?: Promise<RequestListener>
}

interface Wanted extends Omit<Serving, 'answer' | 'site'> {
  readonly port: number
  readonly secure: Secure | undefined
}

/** The web server of an agent that stays: who may know what, and who may ask for a contact now. */
export async function openWebServer(options: WebServerOptions): Promise<WebServer> {
  const { confdir, view, log, now, lookup = resolveName } = options
  const clock = options.clock ?? clockOf(now)
  const uid = options.uid ?? process.getuid?.() ?? 0
  const ending = new AbortController()
  const [door, counts, memory] = [openDoor(clock, options.limits), openCounts(), openMemory()]
  const quiet = openQuiet(log, clock)
  const gate = openNow((ids) => view.runNow(ids), clock)
  const formKey = unguessable()
  const open = new Map<string, Open>()
  let site: Site | undefined

  async function configure(settings: WebSettings): Promise<void> {
    const context = { view, clock, log, quiet, counts, memory, signal: ending.signal }
    const { plugins, tls } = settings['no-httpd']
      ? { plugins: [], tls: undefined }
      : await openPlugins({ confdir, uid, log }, context)
    const before = site?.trust
    site = {
      ...{ view, log, quiet, clock, door, counts, formKey, plugins },
      version: tool.version,
      now: gate,
      token: tokenOf(settings, log),
      trust: openTrust(trustOf(settings, view), lookup, clock, log, before?.names),
      allowed: { names: new Set([...ownNames(), ...settings['httpd-host'].map(plainName)]), origins: originsOf(view) },
    }
    before?.stop()
    const main = settings['httpd-port']
    const secureAt = new Set(tls?.ports.map((port) => (port === 0 ? main : port)))
    if (tls !== undefined && tls.secure === undefined)
      log.error('[ssl server plugin] without a certificate its ports stay closed, or keep the one that they have')
    const wanted = settings['no-httpd'] ? [] : portsOf(plugins, main, log)
    await settle(
      wanted.map((one) => ({ ...one, secure: secureAt.has(one.port) ? tls?.secure : undefined })),
      (port) => secureAt.has(port),
      settings['httpd-ip'],
      site,
    )
  }

  /** Opens what is missing, closes what is not wanted any more, and changes what is said at the others. */
  async function settle(
    wanted: readonly Wanted[],
    isSecure: (port: number) => boolean,
    address: string | undefined,
    at: Site,
  ): Promise<void> {
    const keyOf = ({ port }: Wanted): string => `${address ?? '*'} ${port} ${isSecure(port) ? 'tls' : 'plain'}`
    const keys = new Set(wanted.map(keyOf))
    const gone = [...open].filter(([key]) => !keys.has(key))
    for (const [key] of gone) open.delete(key)
    await Promise.all(gone.map(([, { listener }]) => listener.close()))
    for (const one of wanted) {
      const { plugins, core, port, secure } = one
      const there = open.get(keyOf(one))
      const serving: Serving = { site: at, plugins, core }
      if (there !== undefined) {
        there.serving = serving
        if (secure !== undefined) there.listener.renew(secure)
        continue
      }
      if (isSecure(port) && secure === undefined) continue
      const entry: { serving: Serving } = { serving }
      const isTrusted = (peer: string): boolean => entry.serving.site.trust.judge(peer).trusted
      const handle: RequestListener = (request, response) =>
        void answerOf(entry.serving).then((answer) => answer(request, response), broken(response, log))
      const listener = await openListener({ address, port, secure, door, clock, log, isTrusted, handle })
      open.set(keyOf(one), Object.assign(entry, { listener }))
    }
  }

  let turn = configure(options.settings)
  await turn
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= turn
      .catch(() => undefined)
      .then(async () => {
        ending.abort()
        site?.trust.stop()
        gate.stop()
        await Promise.all([...open.values()].map(({ listener }) => listener.close()))
        open.clear()
      })
    return closing
  }
  if (options.signal.aborted) await close()
  else options.signal.addEventListener('abort', () => void close(), { once: true })
  return {
    get ports() {
      return [...open.values()].flatMap(({ listener }) => listener.port ?? [])
    },
    reload(settings) {
      const mine = turn.catch(() => undefined).then(() => (closing === undefined ? configure(settings) : undefined))
      turn = mine
      return mine
    },
    close,
  }
}

const answerOf = (serving: Serving): Promise<RequestListener> => {
  serving.answer ??= import('./serve.ts').then(({ listenerOf }) =>
    listenerOf(serving.site, serving.plugins, serving.core),
  )
  return serving.answer
}

const broken =
  (response: ServerResponse, log: Logger) =>
  (error: unknown): void => {
    log.error(`[http server] unexpected error: ${reasonOf(error)}`)
    response.writeHead(500, { Connection: 'close' }).end()
  }

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '')

function tokenOf({ 'httpd-token': token }: WebSettings, log: Logger): string | undefined {
  if (token === undefined) return undefined
  log.hide(token)
  if (token.length < 16) log.warning('[http server] httpd-token is shorter than 16 characters: it can be guessed')
  return token
}

const trustOf = (settings: WebSettings, view: AgentView) => ({
  entries: settings['httpd-trust'],
  servers: view.targets().flatMap(({ id, host }) => (host === undefined ? [] : { id, host })),
})

/** Of pages of the servers. */
const originsOf = (view: AgentView): ReadonlySet<string> =>
  new Set(
    view.targets().flatMap(({ kind, name }) => (kind === 'server' && URL.canParse(name) ? new URL(name).origin : [])),
  )

/** The agent's own port, and those that plugins have for themselves. A path of one plugin is that of no other there. */
function portsOf(plugins: readonly Plugin[], main: number, log: Logger): readonly Omit<Wanted, 'secure'>[] {
  const ports = new Map<number, Plugin[]>([[main, []]])
  const taken = new Set<string>()
  for (const plugin of plugins) {
    const port = plugin.port ?? main
    const paths = plugin.routes.map(({ path }) => `${port} ${path}`)
    if (paths.some((path) => taken.has(path))) {
      log.error(`[${plugin.name} server plugin] Plugin disabled: another one has the same url_path and port`)
      continue
    }
    for (const path of paths) taken.add(path)
    ports.set(port, [...(ports.get(port) ?? []), plugin])
  }
  return [...ports].map(([port, here]) => ({ port, plugins: here, core: port === main }))
}
