import { decodeXmlBytes } from '../xml/read.ts'
import { type BodyLimits, bodyLimits, type Packing, unpack } from './body.ts'
import { TransportError } from './errors.ts'
import { objectOf, parseJson } from './json.ts'
import { parseReply, type Reply } from './reply.ts'

/** What a server said, once unpacked and read. */
export type Said =
  | {
      readonly kind: 'reply'
      readonly reply: Reply
      readonly packing: Packing
      readonly warnings: readonly string[]
      /** What the server said of the message before a REPLY that knows nothing of it. */
      readonly refused?: string
    }
  | {
      readonly kind: 'json'
      readonly json: Readonly<Record<string, unknown>>
      readonly packing: Packing
      readonly warnings: readonly string[]
    }

/**
 * Reads the body of an answer. Text before the document (warnings of PHP) is skipped with a warning.
 * Throws TransportError TOO_LARGE or CONTENT, with the begin of what came instead. `seen` gets the whole text.
 */
export async function readAnswer(
  body: Uint8Array,
  contentType: string | undefined,
  limits: BodyLimits = bodyLimits,
  seen?: (text: string) => void,
): Promise<Said> {
  const { packing, bytes, skipped } = await unpack(body, contentType, limits)
  const warnings: string[] = []
  if (skipped.length > 0) warnings.push(`text before the answer skipped: ${firstLine(decodeXmlBytes(skipped))}`)
  const text = decodeXmlBytes(bytes)
  seen?.(text)
  if (text.trim() === '') throw unexpected('unknown content format', 'the answer is empty')
  if (/^\s*\{/.test(text)) {
    const json = objectOf(parseJson(text))
    if (json !== undefined) return { kind: 'json', json, packing, warnings }
  }
  const start = startOf(text)
  const before = text.slice(0, start ?? 0).replace(/^\s*<html>\s*<\/html>/i, '')
  if (start === undefined || /<html|<!doctype/i.test(before)) {
    throw /^\s*</.test(text)
      ? unexpected(
          `unexpected content, starting with ${firstLine(text)}`,
          'a web page, not an inventory server: wrong URL?',
        )
      : unexpected(
          `uncompressed content, starting with: ${firstLine(text)}`,
          'wrong URL, or inventory is switched off there?',
        )
  }
  if (before.trim() !== '') warnings.push(`text before the answer skipped: ${firstLine(before)}`)
  const refused = unattended.exec(`${decodeXmlBytes(skipped)}\n${before}`)?.[0].trim()
  const close = text.lastIndexOf('</REPLY>')
  const end = close < start ? text.lastIndexOf('>') + 1 : close + '</REPLY>'.length
  if (text.slice(end).trim() !== '') warnings.push(`text after the answer skipped: ${firstLine(text.slice(end))}`)
  const reply = parseReply(text.slice(start, end))
  return { kind: 'reply', reply, packing, warnings, ...(refused !== undefined && { refused }) }
}

/** The plugin's words for a QUERY that it does not know, followed by a REPLY as if all were well. */
const unattended = /Unattended element in QUERY[^\r\n<]{0,100}/

/** Where the document begins: its declaration, else its root. undefined for a web page or text of another kind. */
function startOf(text: string): number | undefined {
  const root = /<REPLY[\s/>]/.exec(text)?.index
  if (root === undefined) {
    // Let the reader say what is wrong with XML that has no REPLY in it.
    const declaration = text.indexOf('<?xml')
    return declaration >= 0 && !/<html/i.test(text) ? declaration : undefined
  }
  const declaration = text.lastIndexOf('<?xml', root)
  return declaration >= 0 ? declaration : root
}

/** The first line that is not blank, without control characters, at most 120 characters. */
export const firstLine = (text: string): string =>
  (/\S[^\r\n]{0,119}/.exec(text)?.[0] ?? '').replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ').trim()

const unexpected = (message: string, hint: string): TransportError => new TransportError('CONTENT', message, { hint })
