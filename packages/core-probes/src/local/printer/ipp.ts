/**
 * The Internet Printing Protocol in bytes: RFC 8010 §3 (encoding), RFC 8011 (operations, status codes). Numbers are
 * big-endian; a name, and a value, is a length of 16 bits and its bytes.
 */
/** Delimiters between groups of attributes (RFC 8010 §3.5.1). */
export const group = { operation: 0x01, end: 0x03, printer: 0x04 } as const

/** Tags of values (RFC 8010 §3.5.2). */
export const tag = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  resolution: 0x32,
  beginCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
} as const

/** Numbers and enumerations as numbers, anything that is text as text; `600x1200` of a resolution, with its unit. */
export type IppValue = string | number | boolean
interface IppGroup {
  readonly tag: number
  /** All values of an attribute; out-of-band ones (`no-value`, `unknown`) and collections are none. */
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>
}
export interface IppMessage {
  /** The operation of a request, the status of a response. */
  readonly code: number
  readonly requestId: number
  readonly groups: readonly IppGroup[]
}
