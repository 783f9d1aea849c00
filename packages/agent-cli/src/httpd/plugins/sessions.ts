import { createHash } from 'node:crypto'
import { isSame, unguessable } from '../secret.ts'

/** What a client was given, until it asks. */
export interface Sessions {
  /** A new one takes the place of one that the client has. */
  open(remote: string, until: number): string
  /** The nonce, once; undefined where there is none or its time is over. */
  take(remote: string, now: number): string | undefined
  readonly size: number
}

/** Those that were opened first are forgotten. */
const most = 10_000

export function openSessions(): Sessions {
  const sessions = new Map<string, { readonly nonce: string; readonly until: number }>()
  return {
    open(remote, until) {
      const nonce = unguessable()
      sessions.delete(remote)
      sessions.set(remote, { nonce, until })
      const [oldest] = sessions.keys()
      if (sessions.size > most && oldest !== undefined) sessions.delete(oldest)
      return nonce
    },
    take(remote, now) {
      const found = sessions.get(remote)
      sessions.delete(remote)
      return found === undefined || now >= found.until ? undefined : found.nonce
    },
    get size() {
      return sessions.size
    },
  }
}

/** The proof that somebody knows the token: API 1.1 of the plugin, SHA-256 over `NONCE++TOKEN` in base64 without padding. */
export const payloadOf = (nonce: string, token: string): string =>
  createHash('sha256').update(`${nonce}++${token}`).digest('base64').replace(/=+$/, '')

export const isProof = (payload: string, nonce: string, token: string): boolean =>
  isSame(payload.replace(/=+$/, ''), payloadOf(nonce, token))
