import { TransportError } from './errors.ts'
import type { Credentials } from './url.ts'

export interface Challenge {
  /** Lower case: basic, digest, negotiate. */
  readonly scheme: string
  readonly realm?: string
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/

/**
 * The challenges of a WWW-Authenticate header (RFC 9110 section 11.6.1): several may stand in one line, with commas
 * between them as well as between their parameters. Total: what cannot be read is skipped.
 */
export function parseChallenges(header: string): Challenge[] {
  const found: { scheme: string; realm?: string }[] = []
  let rest = header
  while (rest !== '') {
    rest = rest.replace(/^[\s,]+/, '')
    const word = token.exec(rest)?.[0]
    if (word === undefined) {
      rest = rest.slice(1)
      continue
    }
    rest = rest.slice(word.length)
    const parameter = /^\s*=(?!=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/s.exec(rest)
    if (parameter === null) {
      found.push({ scheme: word.toLowerCase() })
      // A token68 (`Negotiate TlRM==`) belongs to its scheme.
      rest = rest.replace(/^ +[A-Za-z0-9\-._~+/]+=*\s*(?=,|$)/, '')
      continue
    }
    rest = rest.slice(parameter[0].length)
    const last = found.at(-1)
    if (last !== undefined && word.toLowerCase() === 'realm')
      last.realm = (parameter[1] ?? parameter[2] ?? '').replace(/\\(.)/gs, '$1')
  }
  return found
}

/** RFC 7617, in UTF-8. */
export const basic = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

/**
 * A 401 that credentials cannot cure. `sent`: they were in the request. `elsewhere`: a redirect led there. `byToken`:
 * they may have been a token of OAuth.
 */
export function unauthorized(
  schemes: readonly string[],
  sent: boolean,
  elsewhere?: URL,
  byToken = false,
): TransportError {
  const status = '401 Unauthorized'
  if (sent) {
    const hint = `the server does not accept this ${byToken ? 'client id and secret, or user and password' : 'user and password'}`
    return new TransportError('AUTH', 'authentication required, wrong credentials', { status, hint })
  }
  const other = schemes.length > 0 && !schemes.includes('basic')
  let hint = 'give --user and --password-file'
  if (schemes.length === 0) hint = 'give --user and --password-file, or --oauth-client-id and its secret'
  if (other) hint = `the server asks for ${schemes.join(', ')}; only Basic and OAuth client credentials are supported`
  else if (elsewhere !== undefined)
    hint = `credentials do not follow a redirect to another place; give ${elsewhere.href} as --url`
  return new TransportError('AUTH', 'authentication required, no credentials available', { status, hint })
}
