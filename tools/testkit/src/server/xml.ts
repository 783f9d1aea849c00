import { SaxesParser } from 'saxes'

/** A read element. `text` is its own character data; attributes are kept apart. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

interface Growing extends XmlElement {
  readonly children: Growing[]
  text: string
}

/** Reads a whole document; throws where it is not well formed (XML 1.0) or has no root. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser()
  const open: Growing[] = []
  let root: Growing | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const element: Growing = { name: tag.name, attributes: tag.attributes, children: [], text: '' }
    const parent = open.at(-1)
    if (parent) parent.children.push(element)
    else root = element
    open.push(element)
  })
  const add = (data: string): void => {
    const current = open.at(-1)
    if (current) current.text += data
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  if (!root) throw new Error('no root element')
  return root
}

/** The elements at the end of a path of names, in document order. */
export function elements(from: XmlElement | undefined, ...path: readonly string[]): readonly XmlElement[] {
  let found = from ? [from] : []
  for (const name of path) found = found.flatMap((element) => element.children.filter((child) => child.name === name))
  return found
}

/** The text of the first element at the end of a path; undefined where there is none. */
export const textAt = (from: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  elements(from, ...path)[0]?.text

/** The fields of an element without children of their own, as a record. */
export const fieldsOf = (element: XmlElement | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries((element?.children ?? []).map((child) => [child.name, child.text]))

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
