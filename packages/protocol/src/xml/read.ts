import { TextDecoder } from 'node:util'
import { charsetOf, decodeXmlBytes } from './charset.ts'
import { XmlError } from './error.ts'
import { type XmlLimits, xmlLimits } from './limits.ts'
import { scanXml } from './scan.ts'

export { decodeXmlBytes, XmlError, type XmlLimits }

/** An element. Names are what the document says: use maps and lists, never object keys. */
export interface XmlNode {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlNode[]
  /** Character data directly in the element, as it stands. */
  readonly text: string
}

interface Draft extends XmlNode {
  readonly attributes: Map<string, string>
  readonly children: Draft[]
  text: string
}

const draft = (name: string): Draft => ({ name, attributes: new Map(), children: [], text: '' })

/**
 * The root element of a document that others wrote, as one text or in pieces.
 * Throws XmlError for whatever is not well-formed, has a document type, or is beyond the limits. `placed` is told where
 * each element begins.
 */
export function readXml(
  source: string | Iterable<string>,
  limits: Partial<XmlLimits> = {},
  placed?: (node: XmlNode, line: number, column: number) => void,
): XmlNode {
  const bounds = { ...xmlLimits, ...limits }
  const outside = draft('')
  const open: Draft[] = [outside]
  const current = (): Draft => open.at(-1) ?? outside
  const scan = scanXml(
    {
      open(name, line, column) {
        const node = draft(name)
        placed?.(node, line, column)
        current().children.push(node)
        open.push(node)
      },
      attribute(name, value) {
        current().attributes.set(name, value)
      },
      text(text) {
        const node = current()
        node.text += text
        if (node.text.length > bounds.text) throw new XmlError(`a text longer than ${bounds.text} characters`)
      },
      close() {
        open.pop()
      },
    },
    bounds,
  )
  for (const piece of typeof source === 'string' ? [source] : source) scan.write(piece)
  scan.end()
  const root = outside.children[0]
  if (!root) throw new XmlError('no element in the document')
  return root
}

export interface WellFormed {
  /** Name of the root element. */
  readonly root: string
  /** Text of the elements asked for, by path; of several the first. */
  readonly picked: ReadonlyMap<string, string>
  /** Some bytes did not fit the encoding (or the replacement character U+FFFD itself stands in the document). */
  readonly badBytes: boolean
}

/**
 * Is it well-formed? For documents of any size in little memory: depth and document types are bounded, the number of
 * elements is not unless asked. `pick` names elements whose text is wanted: `REQUEST/CONTENT/VERSIONCLIENT`.
 * Throws XmlError.
 */
export async function checkWellFormed(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options: { readonly limits?: Partial<XmlLimits>; readonly pick?: readonly string[] } = {},
): Promise<WellFormed> {
  const wanted = new Set(options.pick)
  const deepest = Math.max(0, ...[...wanted].map((names) => names.split('/').length))
  const picked = new Map<string, string>()
  const path: string[] = []
  let root = ''
  /** Path of the wanted element that is open. */
  let picking: string | undefined
  const scan = scanXml(
    {
      open(name) {
        if (path.length === 0) root = name
        path.push(name)
        if (path.length > deepest) return
        const here = path.join('/')
        if (!wanted.has(here) || picked.has(here)) return
        picking = here
        picked.set(here, '')
      },
      attribute() {},
      text(text) {
        if (picking === undefined || picking !== path.join('/')) return
        const whole = (picked.get(picking) ?? '') + text
        picked.set(picking, whole.slice(0, xmlLimits.text))
      },
      close() {
        if (picking !== undefined && picking === path.join('/')) picking = undefined
        path.pop()
      },
    },
    { ...xmlLimits, elements: Number.POSITIVE_INFINITY, ...options.limits },
  )

  let decoder: TextDecoder | undefined
  let badBytes = false
  const feed = (text: string): void => {
    badBytes ||= text.includes('\ufffd')
    scan.write(text)
  }
  for await (const chunk of source) {
    if (chunk.length === 0) continue
    decoder ??= new TextDecoder(charsetOf(chunk))
    feed(decoder.decode(chunk, { stream: true }))
  }
  feed(decoder?.decode() ?? '')
  scan.end()
  return { root, picked, badBytes }
}
