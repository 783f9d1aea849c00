import { clean } from '../model/clean.ts'
import type { Schema } from '../model/kinds.ts'
import { type Inventory, schema } from '../model/table.ts'

/**
 * What an XML document of this protocol can hold: elements without attributes. A list is the element repeated, a map is
 * nested elements, undefined is left out, an empty text is an empty element, a boolean is 1 or 0.
 */
export type XmlValue = string | number | boolean | undefined | XmlTree | readonly XmlValue[]
export interface XmlTree {
  readonly [name: string]: XmlValue
}

export const declaration = '<?xml version="1.0" encoding="UTF-8" ?>\n'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Character data: one line of legal characters, all markup escaped, whatever the text. */
export function xmlText(value: string): string {
  if (!/[^\x20-\x7e]|[&<>"']/.test(value)) return clean(value)
  return clean(value).replace(/[&<>"']/g, (char) => entities[char] ?? '')
}

/** The text of a scalar; undefined where there is nothing to say. */
export function scalarText(value: XmlValue): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** Names in byte order. Names are ASCII, so the order of JavaScript is that of bytes. */
export function sortedNames(tree: XmlTree): readonly string[] {
  const names = Object.keys(tree).sort()
  for (const name of names)
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) throw new TypeError(`not an element name: ${name}`)
  return names
}

/** A document, indented by two blanks, with its declaration and a line end last. Every line break in it may be removed. */
export function writeXml(tree: XmlTree): string {
  let out = declaration
  const write = (name: string, value: XmlValue, indent: string): void => {
    if (Array.isArray(value)) for (const item of value as readonly XmlValue[]) write(name, item, indent)
    else if (typeof value === 'object') {
      const start = out.length
      const opening = `${indent}<${name}>\n`
      out += opening
      for (const child of sortedNames(value as XmlTree)) write(child, (value as XmlTree)[child], `${indent}  `)
      out = out.length > start + opening.length ? `${out}${indent}</${name}>\n` : `${out.slice(0, -1)}</${name}>\n`
    } else {
      const text = scalarText(value)
      if (text !== undefined) out += `${indent}<${name}>${xmlText(text)}</${name}>\n`
    }
  }
  for (const name of sortedNames(tree)) write(name, tree[name], '')
  return out
}

/** The INVENTORY message: what `fusioninventory-inventory` prints and servers take. Content should have been admitted. */
export function writeInventory({ deviceid, content, tag }: Inventory): string {
  const sections: Record<string, XmlValue> = {}
  for (const [name, value] of Object.entries(content)) {
    if (!(schema as Schema)[name]?.jsonOnly) sections[name] = value as XmlValue
  }
  if (tag) sections.ACCOUNTINFO = [...(content.ACCOUNTINFO ?? []), { KEYNAME: 'TAG', KEYVALUE: tag }]
  return writeXml({ REQUEST: { CONTENT: sections, DEVICEID: deviceid, QUERY: 'INVENTORY' } })
}
