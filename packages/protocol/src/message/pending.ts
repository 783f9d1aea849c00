import { expirationOf, secondsOf } from '../client/expiration.ts'
import { judge } from '../client/judge.ts'
import { ProtocolError } from './error.ts'
import type { Given, Request } from './exchange.ts'

/** How often a server may say that it is not ready. */
const maxPending = 12
const patience = { unsaid: 10, most: 3600 }

export interface Pending {
  readonly seconds: number
  readonly request: Request
}

/**
 * An answer that says to ask later (202 with `status: pending`): when, and how. undefined for any other answer.
 * Throws ProtocolError PENDING when it was said too often.
 */
export async function pendingOf(request: Request, answer: Given, asked: number): Promise<Pending | undefined> {
  // With 200 it is the answer itself: to a contact, that there is nothing to do yet.
  if (answer.status !== 202) return undefined
  const { verdict, said } = await judge(answer)
  if (verdict !== 'later') return undefined
  if (asked >= maxPending) throw new ProtocolError('PENDING', 'got too much pending status', { status: answer.status })
  const seconds = Math.min(secondsOf(expirationOf(said)) ?? patience.unsaid, patience.most)
  return { seconds: Math.max(1, seconds), request: again(request, answer) }
}

/** The question after an answer: by GET, without body, with the id that the server gave to the matter, else ours. */
function again({ url, headers }: Request, answer: Given): Request {
  const given = answer.headers['glpi-request-id']
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (/^glpi-/i.test(name)) kept[name] = value
  if (typeof given === 'string' && isRequestId(given)) kept['GLPI-Request-ID'] = given.toUpperCase()
  return { method: 'GET', ...(url !== undefined && { url }), headers: kept }
}

/** 8 hexadecimal digits. */
export const isRequestId = (text: string): boolean => /^[0-9a-f]{8}$/i.test(text)
