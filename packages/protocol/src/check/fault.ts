/** What is wrong with a document, and where. */
export interface Fault {
  /** An error is what readers drop or refuse; a warning is what they take, but may not mean. */
  readonly level: 'error' | 'warning'
  readonly message: string
  /** XML, and JSON that cannot be read; from 1. */
  readonly line?: number
  readonly column?: number
  /** JSON: a JSON pointer (RFC 6901). */
  readonly path?: string
}
