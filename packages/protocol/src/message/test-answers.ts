import { expect } from 'vitest'
import { ProtocolError } from './error.ts'
import type { Given } from './exchange.ts'

/** For tests: an answer as the client would give it. */
export function answering(
  body: string | Uint8Array,
  more: { status?: number; statusText?: string; type?: string | undefined; headers?: Record<string, string> } = {},
): Given {
  return {
    status: more.status ?? 200,
    statusText: more.statusText ?? 'OK',
    headers: { ...(more.type !== undefined && { 'content-type': more.type }), ...more.headers },
    body: typeof body === 'string' ? Buffer.from(body) : body,
  }
}

export async function failureOf(promise: Promise<unknown>): Promise<ProtocolError> {
  const error = await promise.then(
    () => expect.unreachable('no failure'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProtocolError)) throw error
  return error
}
