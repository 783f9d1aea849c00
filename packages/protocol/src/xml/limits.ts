/** Bounds for XML that others wrote. */
export interface XmlLimits {
  /** Nesting of elements. */
  readonly depth: number
  /** Elements and attributes together. */
  readonly elements: number
  /** Characters of one text, attribute, comment or instruction. */
  readonly text: number
}
export const xmlLimits: XmlLimits = { depth: 64, elements: 200_000, text: 1024 * 1024 }
