import { TransportError } from './errors.ts'

export interface Credentials {
  readonly user: string
  readonly password: string
}

export interface Address {
  /** Without user-info and fragment. */
  readonly url: URL
  /** The user-info that stood in it. */
  readonly credentials?: Credentials
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * A URL as a user writes it: `host[:port][/path]` without scheme is http. Throws BAD_URL for all that is not http or https.
 * User-info is taken out at once, so that no message can show it.
 */
export function parseAddress(text: string): Address {
  const trimmed = text.trim()
  if (/^https?(?::(?!\/\/)|\/\/)/i.test(trimmed)) {
    throw new TransportError('BAD_URL', `invalid URL: ${mask(trimmed)}`, { hint: 'it begins with http:// or https://' })
  }
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  if (url === undefined || url.hostname === '') {
    const hint = 'in a user name or password, / is written %2F, ? %3F, # %23'
    throw new TransportError('BAD_URL', `invalid URL: ${mask(trimmed)}`, trimmed.includes('@') ? { hint } : {})
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TransportError('BAD_URL', `invalid protocol for URL: ${mask(trimmed)}`)
  }
  const credentials = { user: decode(url.username), password: decode(url.password) }
  url.username = ''
  url.password = ''
  url.hash = ''
  return credentials.user === '' && credentials.password === '' ? { url } : { url, credentials }
}

/**
 * A text that is no URL with what may be user-info in it replaced by `XXX`: all before the last `@`, since a slash in a
 * password is what spoils many a URL.
 */
export const mask = (text: string): string => text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1XXX@')

/** `host:port`, the port also where it is the default one. */
export const hostPort = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`

/** localhost, 127.0.0.0/8, ::1: what never leaves the machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^(?:::ffff:)?127(?:\.\d+){3}$/.test(name) ||
    name.startsWith('::ffff:7f')
  )
}
