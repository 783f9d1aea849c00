import { admit } from '../model/admit.ts'
import type { Log } from '../model/diagnostics.ts'
import type { Schema } from '../model/kinds.ts'
import { type Content, type Inventory, schema } from '../model/table.ts'
import type { XmlNode } from '../xml/read.ts'
import { contentOfJson, contentOfXml } from './additional.ts'

/** Why a document is no inventory. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

/** The text of a child of the message, trimmed; '' where there is none. */
export const childText = (root: XmlNode, name: string): string =>
  root.children.find((node) => node.name === name)?.text.trim() ?? ''

/** The inventory of an INVENTORY message, admitted. Throws DocumentError. */
export function inventoryOfXml(root: XmlNode, log: Log): Inventory {
  if (root.name !== 'REQUEST') throw new DocumentError(`a <${root.name.slice(0, 80)}>, not a <REQUEST>`)
  const query = childText(root, 'QUERY') || 'INVENTORY'
  if (query !== 'INVENTORY') throw new DocumentError(`a ${query.slice(0, 80)} message, not an inventory`)
  const found = contentOfXml(root)
  if (!found) throw new DocumentError('no CONTENT in the message')
  return inventory(childText(root, 'DEVICEID'), untagged(admit(found, log, { customSections: true })))
}

/** The inventory of a JSON inventory of a computer, with the names of XML, admitted. Throws DocumentError. */
export function inventoryOfJson(document: unknown, log: Log): Inventory {
  if (!isMap(document)) throw new DocumentError('not an object')
  const { action = 'inventory', itemtype = 'Computer' } = document
  if (action !== 'inventory')
    throw new DocumentError(`action ${JSON.stringify(action)?.slice(0, 80)}, not an inventory`)
  if (itemtype !== 'Computer')
    throw new DocumentError(
      `itemtype ${JSON.stringify(itemtype)?.slice(0, 80)}; only inventories of computers are known`,
    )
  const found = contentOfJson(document)
  if (!found) throw new DocumentError('no content in the document')
  const content = admit(upperCased(found), log, { customSections: true })
  const tag = textOf(document.tag)
  const { content: rest, tag: inContent } = untagged(content)
  return inventory(textOf(document.deviceid), { content: rest, tag: tag || inContent })
}

const inventory = (deviceid: string, { content, tag }: Tagged): Inventory => {
  if (deviceid === '') throw new DocumentError('no DEVICEID')
  return { deviceid, content, ...(tag ? { tag } : {}) }
}

interface Tagged {
  readonly content: Content
  readonly tag?: string | undefined
}

/** The tag is one of the administrative values in XML, and a member of its own everywhere else. */
function untagged(content: Content): Tagged {
  const tag = content.ACCOUNTINFO?.find(({ KEYNAME, KEYVALUE }) => KEYNAME === 'TAG' && KEYVALUE)
  if (!tag) return { content }
  const { ACCOUNTINFO = [], ...others } = content
  const rest = ACCOUNTINFO.filter((entry) => entry !== tag)
  return { content: rest.length > 0 ? { ...others, ACCOUNTINFO: rest } : others, tag: tag.KEYVALUE }
}

/** Sections that the model does not know have lower-case names in JSON, and upper-case ones in XML. */
function upperCased(content: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) =>
      Object.hasOwn(schema as Schema, name) ? [name, value] : [name.toUpperCase(), upperNames(value)],
    ),
  )
}

/** Its depth is that of the document, which is bounded. */
function upperNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperNames)
  return isMap(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toUpperCase(), upperNames(inner)]))
    : value
}
