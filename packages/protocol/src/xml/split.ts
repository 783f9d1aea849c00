/** One document of several that follow each other, as netdiscovery prints them. */
export interface DocumentText {
  readonly text: string
  /** Line of the whole on which it begins, from 1. */
  readonly line: number
}

/** Where another document begins: at a declaration, or at a root that follows the end of one. */
const begin = /<\?xml(?=\s)|(?<=<\/REQUEST>\s{0,64})<REQUEST(?=[\s>])/g

/**
 * The documents of a text. What stands before the second declaration belongs to the first document, so a text that is
 * no XML at all is one document. A declaration in a comment or CDATA section would be taken for the begin of another:
 * no writer of this protocol makes either.
 */
export function splitDocuments(text: string): readonly DocumentText[] {
  const first = text.length - text.trimStart().length
  const starts = [...text.matchAll(begin)].map(({ index }) => index).filter((at) => at > first)
  const documents: DocumentText[] = []
  let line = 1
  let from = 0
  for (const to of [...starts, text.length]) {
    const part = text.slice(from, to)
    documents.push({ text: part, line })
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++
    from = to
  }
  return documents
}
