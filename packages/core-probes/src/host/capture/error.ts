/** A capture that cannot be read: what is wrong, and on which line (from 1). */
export class CaptureError extends Error {
  override readonly name = 'CaptureError'
  readonly line: number | undefined

  constructor(message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`)
    this.line = line
  }
}
