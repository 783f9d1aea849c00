import { type Answer, answer } from './answer.ts'
import type { RecordedRequest } from './request.ts'

/** OAuth 2 client credentials as GLPI 11 asks for them: 401 in JSON without a challenge, tokens from `api.php/token`. */
export interface OAuthOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** Seconds. Default 3600. */
  readonly expiresIn?: number
  /** A token is good for so many requests, whatever it says. */
  readonly uses?: number
}

const path = '/api.php/token'
const json = (status: number, value: object): Answer => answer(status, 'application/json', JSON.stringify(value))

/** Answers what has to do with tokens; undefined for a request that has a good one. */
export function oauthGate(options: OAuthOptions): (request: RecordedRequest) => Answer | undefined {
  const left = new Map<string, number>()
  const give = (request: RecordedRequest): Answer => {
    const asked: unknown = JSON.parse(request.raw.toString() || '{}')
    const wanted = {
      grant_type: 'client_credentials',
      client_id: options.clientId,
      client_secret: options.clientSecret,
      scope: 'inventory',
    }
    if (JSON.stringify(asked) !== JSON.stringify(wanted)) return json(401, { error: 'invalid_client' })
    const token = `token-${left.size + 1}`
    left.set(`Bearer ${token}`, options.uses ?? Number.POSITIVE_INFINITY)
    return json(200, { token_type: 'Bearer', expires_in: options.expiresIn ?? 3600, access_token: token })
  }
  return (request) => {
    if (request.url === path) return give(request)
    const shown = request.headers.authorization ?? ''
    const uses = left.get(shown) ?? 0
    if (uses < 1) return json(401, { status: 'error', message: 'Authorization header required', expiration: 24 })
    left.set(shown, uses - 1)
    return undefined
  }
}
