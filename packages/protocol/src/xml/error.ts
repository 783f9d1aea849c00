/** XML that cannot be read. The message is one line and names the place. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
  /** From 1; 0 where the place is not known. */
  readonly line: number
  readonly column: number

  constructor(reason: string, line = 0, column = 0) {
    super(line > 0 ? `${reason} at line ${line}, column ${column}` : reason)
    this.line = line
    this.column = column
  }
}
