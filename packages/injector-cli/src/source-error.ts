/** A document that cannot be read, and why. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
}
