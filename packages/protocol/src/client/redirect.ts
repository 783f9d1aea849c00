import { failure, type TransportError } from './errors.ts'
import type { RawAnswer } from './transport.ts'

const maxRedirects = 7
const redirects = new Set([301, 302, 303, 307, 308])

export const isRedirect = (status: number): boolean => redirects.has(status)

/** Where to send the message again; throws where that would lose the body, the encryption, or go on forever. */
export function redirected(
  answer: RawAnswer & { readonly url: URL; readonly proxied: boolean },
  method: 'GET' | 'POST',
  hops: number,
): URL {
  const status = `${answer.status} ${answer.statusText}`.trim()
  const refuse = (hint: string): TransportError => failure('REDIRECT', status, { proxied: answer.proxied }, { hint })
  const location = answer.headers.location
  if (location === undefined || !URL.canParse(location, answer.url.href)) throw refuse('it does not say where to')
  const next = new URL(location, answer.url)
  next.username = ''
  next.password = ''
  next.hash = ''
  if (answer.status === 303 && method === 'POST')
    throw refuse(`redirect dropped the body: ${next.href} was to be read, not to be sent to; is --url right?`)
  if (next.protocol !== 'https:' && !(next.protocol === 'http:' && answer.url.protocol === 'http:')) {
    throw refuse(`a redirect from ${answer.url.protocol}// to ${next.protocol}// is not followed`)
  }
  if (hops >= maxRedirects) throw refuse(`more than ${maxRedirects} redirects, the last one to ${next.href}`)
  return next
}
