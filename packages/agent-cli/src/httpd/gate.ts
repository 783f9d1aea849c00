import { addressOf } from './trust/address.ts'

/** What a request says of where it comes from. */
export interface Origins {
  readonly method: string
  readonly host: string | undefined
  readonly origin: string | undefined
  /** `Sec-Fetch-Site` and others, W3C Fetch Metadata. */
  readonly site: string | undefined
  readonly mode: string | undefined
  readonly userAgent: string | undefined
  readonly secure: boolean
  /**
   * The request is to hold a secret of our page. With the policy `no-referrer` browsers say `null` for the origin of our
   * own form (Fetch standard, "append a request Origin header"), so that the secret has to decide.
   */
  readonly proves?: boolean
}

export interface Allowed {
  /** Names of this machine, in lower case. */
  readonly names: ReadonlySet<string>
  /** Origins of the servers: `https://glpi.example`. */
  readonly origins: ReadonlySet<string>
}

/** The name in a `Host`, without port and in lower case; undefined where it is no host. */
export function hostIn(host: string): string | undefined {
  const [, six, name] = /^(?:\[([\da-f:.]+)\]|([^\s/?#@:\\[\]]{1,255}))(?::\d{0,5})?$/i.exec(host) ?? []
  return six ?? name?.toLowerCase().replace(/\.$/, '')
}

/**
 * Why a request is refused by its `Host`: a page that is not ours may have a name that leads to this machine (DNS
 * rebinding), and everything behind it looks like its own to the browser. Addresses cannot be rebound.
 */
export function wrongHost(host: string | undefined, { names }: Allowed): string | undefined {
  // HTTP/1.0 has none, and no browser speaks it.
  if (host === undefined) return undefined
  const name = hostIn(host)
  if (name === undefined) return 'a Host that is none'
  return addressOf(name) !== undefined || names.has(name) ? undefined : `Host ${name} is no name of this machine`
}

/** Whether the request comes from a page of a server, which may ask what its server may. */
export const isServersPage = ({ origin }: Pick<Origins, 'origin'>, { origins }: Allowed): boolean =>
  origin !== undefined && origins.has(origin)

/**
 * Why a request is refused by the page that it comes from. Pages of servers may ask; others may only lead here, which
 * `acts` (whether something is done by it) excludes.
 */
export function wrongPage(ask: Origins, allowed: Allowed, acts: boolean): string | undefined {
  const { host, secure, site, mode, method, proves = false } = ask
  if (isServersPage(ask, allowed)) return undefined
  const origin = proves && ask.origin === 'null' ? undefined : ask.origin
  if (origin !== undefined && origin !== `${secure ? 'https' : 'http'}://${host}`) return 'a page of another site'
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined
  const leads = mode === 'navigate' && !acts && (method === 'GET' || method === 'HEAD')
  return leads ? undefined : 'a page of another site'
}

/**
 * Browsers tell nobody where an image or a link comes from over plain HTTP, so what acts needs more than an address then:
 * the button, or a token. PowerShell calls itself a browser and is none.
 */
export const isUnknownBrowser = ({ userAgent = '', site, origin }: Origins): boolean =>
  /^Mozilla\//.test(userAgent) && !/PowerShell/.test(userAgent) && site === undefined && origin === undefined
