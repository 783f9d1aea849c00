import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { TransportError } from './errors.ts'
import { type Address, isLoopback, mask, parseAddress } from './url.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface ProxyServer extends Address {
  /** Who chose it: `the option`, or the name of the variable. */
  readonly from: string
}

/**
 * The proxy for one URL. The option: a URL (for http and https, and the environment is not looked at), `none`, or
 * `env`, the default: http_proxy, https_proxy and no_proxy in either case, and never for a loopback address.
 * HTTP_PROXY is ignored when REQUEST_METHOD is set: there it is a header that a visitor sent to a CGI.
 */
export function proxyFor(target: URL, option: string | undefined, env: Env): ProxyServer | undefined {
  const chosen = option?.trim()
  if (chosen === 'none') return undefined
  if (chosen !== undefined && chosen !== '' && chosen !== 'env') return parseProxy(chosen, 'the option')
  if (isLoopback(target.hostname) || isExcluded(target, env.no_proxy || env.NO_PROXY || '')) return undefined
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const upper = name.toUpperCase()
  const variable = env[name] ? name : upper === 'HTTP_PROXY' && env.REQUEST_METHOD !== undefined ? '' : upper
  const value = env[variable]
  return value ? parseProxy(value, variable) : undefined
}

/** Host and port, or a URL, of an http or https proxy. Throws BAD_PROXY. */
function parseProxy(text: string, from: string): ProxyServer {
  try {
    const { url, credentials } = parseAddress(text)
    return { url, from, ...(credentials !== undefined && { credentials }) }
  } catch {
    throw new TransportError('BAD_PROXY', `invalid proxy: ${mask(text)} (from ${from})`, {
      hint: 'http://HOST:PORT, https://HOST:PORT or none',
    })
  }
}

/**
 * Entries of NO_PROXY, between commas or blanks: `*`, a host name (itself and what is below it, with or without a leading
 * dot or `*.`), an address, a network in CIDR notation; each but the last may end in `:port`.
 */
export function isExcluded(target: URL, noProxy: string): boolean {
  const host = target.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(host, port, entry))
}

function matches(host: string, port: string, entry: string): boolean {
  if (entry === '*') return true
  const { name, onlyPort } = splitPort(entry)
  if (onlyPort !== undefined && onlyPort !== port) return false
  if (name.includes('/')) return isIP(host) !== 0 && inNetwork(host, name)
  if (isIP(name) !== 0) return isIP(host) !== 0 && address(host).toString() === address(name).toString()
  const suffix = name.replace(/^\*?\./, '')
  return suffix !== '' && (host === suffix || host.endsWith(`.${suffix}`))
}

function splitPort(entry: string): { readonly name: string; readonly onlyPort?: string } {
  const bracket = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry)
  if (bracket !== null) return { name: bracket[1] ?? '', ...(bracket[2] !== undefined && { onlyPort: bracket[2] }) }
  const colon = entry.indexOf(':')
  if (colon < 0 || colon !== entry.lastIndexOf(':')) return { name: entry }
  return { name: entry.slice(0, colon), onlyPort: entry.slice(colon + 1) }
}

/** An IPv4 address that came in IPv6 form compares as what it is. */
const address = (text: string): ipaddr.IPv4 | ipaddr.IPv6 => ipaddr.process(text)

function inNetwork(host: string, network: string): boolean {
  try {
    const [base, bits] = ipaddr.parseCIDR(network)
    const one = address(host)
    return one.kind() === base.kind() && one.match(base, bits)
  } catch {
    return false
  }
}
