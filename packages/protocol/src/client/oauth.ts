import { TransportError } from './errors.ts'
import { objectOf, parseJson } from './json.ts'
import { isLoopback } from './url.ts'

/** OAuth 2 client credentials (RFC 6749 section 4.4), as GLPI 11 asks for them. */
export interface OAuth {
  readonly clientId: string
  readonly clientSecret: string
}

interface Token {
  readonly authorization: string
  /** When it is to be renewed, in milliseconds of the clock. */
  readonly until: number
}

export interface TokenSource {
  /** The header to send; undefined until a server has asked for one. Renews what is about to expire. */
  current(): Promise<string | undefined>
  /** Another one than that which was just refused. */
  renew(refused: string | undefined): Promise<string>
}

/** Asks for one token at a time, however many wait for it, and keeps it until 30 s before its end. */
export function tokenSource(ask: () => Promise<Token>, now: () => number): TokenSource {
  let asked: Promise<Token> | undefined
  const fresh = async (): Promise<string> => {
    const mine = ask()
    asked = mine
    mine.catch(() => {
      if (asked === mine) asked = undefined
    })
    return (await mine).authorization
  }
  // Others may have renewed it while one waited: only who finds the same stale token again asks.
  const unless = async (stale: (token: Token) => boolean): Promise<string> => {
    for (;;) {
      const known = asked
      const token = await known
      if (token !== undefined && !stale(token)) return token.authorization
      if (asked === known) return fresh()
    }
  }
  return {
    current: async () => (asked === undefined ? undefined : unless(({ until }) => now() >= until)),
    renew: (refused) => unless(({ authorization }) => authorization === refused),
  }
}

/** Where GLPI gives tokens: beside its `front`, `marketplace`, `plugins` or `Inventory`. Throws where it would not be secret. */
export function tokenUrl(target: URL): URL {
  if (target.protocol !== 'https:' && !isLoopback(target.hostname)) {
    throw new TransportError('AUTH', `no OAuth over ${target.protocol}//`, {
      hint: 'client id and secret are sent over https only',
    })
  }
  const base = target.pathname.replace(/\/(?:marketplace|plugins|front|Inventory)(?:\/.*)?$/s, '/')
  return new URL(`${base.replace(/\/*$/, '/')}api.php/token`, target)
}

export const tokenRequest = ({ clientId, clientSecret }: OAuth): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'inventory',
    }),
  )

/** Reads the answer of the token endpoint; its words never appear in an error, as they could hold the secret. */
export function readToken(answer: { readonly status: number; readonly body: Uint8Array }, now: number): Token {
  const said = objectOf(parseJson(Buffer.from(answer.body).toString()))
  const { token_type: type, access_token: token, expires_in: seconds = 60 } = said ?? {}
  const good = answer.status === 200 && typeof token === 'string' && /^[\w.~+/-]{1,16384}=*$/.test(token)
  if (!good || (type !== undefined && String(type).toLowerCase() !== 'bearer')) {
    throw new TransportError('AUTH', `authentication required, no access token (status ${answer.status})`, {
      status: '401 Unauthorized',
      hint: 'are --oauth-client-id and its secret right, and is the scope inventory granted to it?',
    })
  }
  const life = Math.max(0, Number(seconds) || 60) * 1000
  return { authorization: `Bearer ${token}`, until: now + Math.max(life - 30_000, life / 2) }
}
