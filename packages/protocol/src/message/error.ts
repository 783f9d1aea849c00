/**
 * MESSAGE: we cannot say it. HTTP: an answer other than 2xx. CONTENT: no answer of this protocol. REFUSED: the server
 * understood, and says no. PENDING: it could not decide in time.
 */
export type ProtocolCode = 'MESSAGE' | 'HTTP' | 'CONTENT' | 'REFUSED' | 'PENDING'

interface Details {
  readonly hint?: string
  /** Of the answer. */
  readonly status?: number
  readonly cause?: unknown
}

/** Why an exchange of messages gave nothing. The text is one line, whatever the server said. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: ProtocolCode
  readonly hint?: string
  readonly status?: number

  constructor(code: ProtocolCode, message: string, details: Details = {}) {
    super(oneLine(message), details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    if (details.hint !== undefined) this.hint = oneLine(details.hint)
    if (details.status !== undefined) this.status = details.status
  }
}

const longest = 500

/** Words of others on one line: white space, control and direction characters become one blank, at most 500 characters. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 16 * longest)
    .replace(/[\s\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  return line.length > longest ? `${line.slice(0, longest).replace(/\p{Cs}$/u, '')}...` : line
}
