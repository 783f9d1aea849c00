import { oneLine } from '../client/words.ts'

export { oneLine }

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
