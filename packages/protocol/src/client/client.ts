import { setMaxListeners } from 'node:events'
import type { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Trust } from '../trust/index.ts'
import { directAgent, proxyAgent, proxyRefused } from './agents.ts'
import { basic, parseChallenges, unauthorized } from './auth.ts'
import { backoff, longestWait, retryAfter } from './backoff.ts'
import { type Peer, TransportError, translate } from './errors.ts'
import { type OAuth, readToken, type TokenSource, tokenRequest, tokenSource, tokenUrl } from './oauth.ts'
import { type ProxyServer, proxyFor } from './proxy.ts'
import { isRedirect, redirected } from './redirect.ts'
import { type Body, ExchangeError, exchange, type RawAnswer } from './transport.ts'
import { type Credentials, hostPort, isLoopback, parseAddress } from './url.ts'

export interface ClientOptions {
  /** `host[:port][/path]`, or an http or https URL; user-info in it is sent at once, to that origin only. */
  readonly url: string
  readonly userAgent: string
  readonly trust: Trust
  /** For a server that asks: both are needed. */
  readonly user?: string
  readonly password?: string
  /** For a server that answers 401 and does not ask for Basic. */
  readonly oauth?: OAuth
  /** A URL, `none`, or `env` (default). */
  readonly proxy?: string
  /** Of the process; only proxy variables are read. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Silence that ends an exchange. Default 180,000. */
  readonly idleMs?: number
  /** Default 30,000. */
  readonly connectMs?: number
  /** Of one exchange. Default 900,000. */
  readonly totalMs?: number
  /** Repetitions after 408, 429, 5xx, and failures to connect or to get an answer. Default 0. */
  readonly retries?: number
  /** Largest answer. Default 16 MiB. */
  readonly maxBytes?: number
  readonly log: { warning(message: string): void; debug(message: string): void }
  /** Waits between repetitions; a Retry-After of more than five minutes is not waited for. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Spreads these waits; numbers in [0, 1). Default Math.random. */
  readonly random?: () => number
}

export interface Message {
  readonly method?: 'GET' | 'POST'
  /** Default: the target. */
  readonly url?: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly userAgent?: string
  readonly body?: Body
  readonly signal?: AbortSignal
}

export interface Answer extends RawAnswer {
  /** Who answered, after redirects. Never with credentials. */
  readonly url: URL
  /** The answer came through a proxy for http, which may be its author. */
  readonly proxied: boolean
}

/** One target: its connections are kept and shared, and what it taught us (authentication) is remembered. */
export interface Client {
  readonly url: URL
  /** Whatever its status is, but for 401, 407 and redirects that cannot be followed. Throws TransportError. */
  send(message: Message): Promise<Answer>
  close(): void
}

const worthRetrying = new Set(['CONNECT', 'DNS', 'TIMEOUT', 'RESET'])

const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, signal === undefined ? {} : { signal })
}

/** `POST http://h/ (184 bytes): 200 OK, text/xml, 12 bytes` */
function exchanged(url: URL, { method = 'POST', body }: Message, answer: RawAnswer): string {
  const sent = body === undefined ? '' : ` (${body.length} bytes)`
  const type = answer.headers['content-type'] ?? 'of no type'
  return `${method} ${url.href}${sent}: ${answer.status} ${answer.statusText}, ${type}, ${answer.body.length} bytes`
}

export function createClient(options: ClientOptions): Client {
  const { url: target, credentials: inUrl } = parseAddress(options.url)
  const configured: Credentials | undefined =
    options.user !== undefined && options.password !== undefined
      ? { user: options.user, password: options.password }
      : undefined
  const proxied = new Map<string, ProxyServer | undefined>()
  const agents = new Map<string, Promise<Agent>>()
  const end = new AbortController()
  // Every connection listens to it.
  setMaxListeners(0, end.signal)
  const ends = new WeakMap<AbortSignal, AbortSignal>()
  /** One of each, however many messages: what an older one is made of keeps all of them. */
  const endOf = (signal: AbortSignal | undefined): AbortSignal => {
    if (signal === undefined) return end.signal
    const known = ends.get(signal) ?? AbortSignal.any([signal, end.signal])
    setMaxListeners(0, known)
    ends.set(signal, known)
    return known
  }
  const { log, sleep = pause, random = Math.random, connectMs = 30_000, retries = 0 } = options
  const credentials = inUrl ?? configured
  let authorization = inUrl === undefined ? undefined : basic(inUrl)
  const tokens: TokenSource | undefined =
    options.oauth &&
    tokenSource(async () => {
      const url = tokenUrl(target)
      const headers = { 'content-type': 'application/json' }
      const body = tokenRequest(options.oauth ?? { clientId: '', clientSecret: '' })
      return readToken(await once(url, { headers, body }, undefined), Date.now())
    }, Date.now)
  let warned = false

  const proxyOf = (url: URL): ProxyServer | undefined => {
    const proxy = proxied.has(url.origin) ? proxied.get(url.origin) : proxyFor(url, options.proxy, options.env)
    if (proxy !== undefined && !proxied.has(url.origin))
      log.debug(`${url.origin} is reached through the proxy ${proxy.url.origin} (from ${proxy.from})`)
    proxied.set(url.origin, proxy)
    return proxy
  }
  const agentOf = (url: URL): Promise<Agent> => {
    const known = agents.get(url.origin)
    if (known !== undefined) return known
    const proxy = proxyOf(url)
    const dial = { trust: options.trust, own: url.origin === target.origin, connectMs, signal: end.signal }
    const made = proxy === undefined ? Promise.resolve(directAgent(url, dial)) : proxyAgent(url, proxy, dial)
    agents.set(url.origin, made)
    return made
  }
  // A proxy that cannot be used is an error at start, not at the first message.
  proxyOf(target)

  /** One message to one place; once more when a kept connection turns out to be dead. */
  async function once(url: URL, message: Message, auth: string | undefined): Promise<Answer> {
    const proxy = proxyOf(url)
    const peer: Peer = { at: hostPort(proxy?.url ?? url), proxied: proxy !== undefined }
    if (auth !== undefined && url.protocol === 'http:' && !isLoopback(url.hostname) && !warned) {
      warned = true
      log.warning(`user name and password go to ${url.origin} unencrypted; use https`)
    }
    for (let again = true; ; again = false) {
      try {
        const raw = await exchange({
          method: message.method ?? 'POST',
          url,
          headers: {
            'user-agent': message.userAgent ?? options.userAgent,
            pragma: 'no-cache',
            ...message.headers,
            ...(auth !== undefined && { authorization: auth }),
          },
          ...(message.body !== undefined && { body: message.body }),
          agent: await agentOf(url),
          connectMs,
          idleMs: options.idleMs ?? 180_000,
          totalMs: options.totalMs ?? 900_000,
          maxBytes: options.maxBytes ?? 16 * 1024 * 1024,
          signal: endOf(message.signal),
        })
        log.debug(exchanged(url, message, raw))
        return { ...raw, url, proxied: peer.proxied }
      } catch (error) {
        if (message.signal?.aborted || end.signal.aborted) throw new TransportError('ABORTED', 'interrupted')
        const state = error instanceof ExchangeError ? error : undefined
        if (state?.stale && again) continue
        throw translate(state?.cause ?? error, peer, state?.connected ?? false)
      }
    }
  }

  async function follow(message: Message): Promise<Answer> {
    let url = message.url ?? target
    let renewed = false
    for (let hops = 0; ; ) {
      const home = url.origin === target.origin
      // Others may have learnt meanwhile that it is needed, so what counts is what this request carried.
      const sent = home ? (authorization ?? (await tokens?.current())) : undefined
      const answer = await once(url, message, sent)
      if (answer.status === 407 && answer.proxied) throw proxyRefused()
      if (answer.status === 401) {
        const schemes = parseChallenges(String(answer.headers['www-authenticate'] ?? '')).map((one) => one.scheme)
        if (home && sent === undefined && credentials !== undefined && schemes.includes('basic')) {
          authorization = basic(credentials)
          continue
        }
        if (!home || renewed || tokens === undefined || authorization !== undefined) {
          throw unauthorized(schemes, sent !== undefined, home ? undefined : url, options.oauth !== undefined)
        }
        renewed = true
        await tokens.renew(sent)
        continue
      }
      if (!isRedirect(answer.status)) return answer
      const next = redirected(answer, message.method ?? 'POST', hops)
      hops++
      log.warning(`${url.href} redirects to ${next.href} (${answer.status}); that URL should be given instead`)
      url = next
    }
  }

  return {
    url: target,
    async send(message) {
      for (let attempt = 0; ; attempt++) {
        let wait: number | undefined
        let why = ''
        try {
          const answer = await follow(message)
          const busy =
            answer.status >= 500
              ? answer.status !== 501 && answer.status !== 505
              : answer.status === 429 || answer.status === 408
          wait = retryAfter(answer.headers['retry-after'], Date.now())
          if (!busy || attempt >= retries) return answer
          if ((wait ?? 0) > longestWait) {
            const until = new Date(Date.now() + Math.min(wait ?? 0, 8.64e12)).toISOString()
            log.warning(`${answer.url.origin} wants no further message before ${until}; not waiting that long`)
            return answer
          }
          why = `${answer.status} ${answer.statusText}`
        } catch (error) {
          if (!(error instanceof TransportError) || !worthRetrying.has(error.code) || attempt >= retries) throw error
          why = error.status
        }
        const ms = wait ?? backoff(attempt, random)
        log.warning(`${why}; trying again in ${Math.ceil(ms / 1000)} s`)
        try {
          await sleep(ms, message.signal)
        } catch {
          throw new TransportError('ABORTED', 'interrupted')
        }
      }
    },
    close() {
      end.abort()
      for (const agent of agents.values()) agent.then((one) => one.destroy()).catch(() => undefined)
    },
  }
}
