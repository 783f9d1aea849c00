import { sectionOf } from '../model/admit.ts'
import type { Field, Fields, Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import type { XmlNode } from '../xml/read.ts'

/** Content as a file gives it: section and field names as in XML, anything as values. */
export type RawContent = Readonly<Record<string, unknown>>

type Raw = Record<string, unknown>

/** Own properties only, whatever the name. */
const put = (target: Raw, name: string, value: unknown): void => {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Repeated names become lists, elements with elements maps, others texts. */
export function fromNode(node: XmlNode): unknown {
  if (node.children.length === 0) return node.text
  const fields = new Map<string, unknown[]>()
  for (const child of node.children) {
    const values = fields.get(child.name)
    if (values) values.push(fromNode(child))
    else fields.set(child.name, [fromNode(child)])
  }
  const map: Raw = {}
  for (const [name, values] of fields) put(map, name, values.length > 1 ? values : values[0])
  return map
}

/** REQUEST/CONTENT of an XML document; undefined where there is none. Empty sections say nothing. */
export function contentOfXml(root: XmlNode): RawContent | undefined {
  const node = root.name === 'REQUEST' ? root.children.find(({ name }) => name === 'CONTENT') : undefined
  if (!node) return undefined
  const children = node.children.filter((child) => child.children.length > 0 || child.text.trim() !== '')
  const content = fromNode({ ...node, children })
  return isMap(content) ? content : undefined
}

/** `content` of a JSON document, with the names of the JSON inventory or those of XML; undefined where there is none. */
export function contentOfJson(document: unknown, model: Schema = schema): RawContent | undefined {
  const found = isMap(document) && Object.hasOwn(document, 'content') ? document.content : undefined
  if (!isMap(found)) return undefined
  const names = namesOf(model)
  const content: Raw = {}
  for (const [key, value] of Object.entries(found)) {
    const name = names.get(key) ?? key
    const section = sectionOf(name, model)
    put(content, name, section ? renamed(value, section.fields, section.others) : value)
  }
  return content
}

const namesOf = (model: Schema): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(model).flatMap(([name, { json }]) => [
      [name.toLowerCase(), name],
      [json ?? name, name],
    ]),
  )

/** Values with the field names of XML, as deep as the model goes. */
function renamed(value: unknown, fields: Fields, others?: Field): unknown {
  if (Array.isArray(value)) return value.map((item) => (isMap(item) ? renamed(item, fields, others) : item))
  if (!isMap(value)) return value
  const entry: Raw = {}
  for (const [key, item] of Object.entries(value)) {
    const [name, element] = fieldOf(key, fields)
    if (element !== undefined) {
      const inner = fields[element]?.fields ?? {}
      const outer = Object.hasOwn(entry, element) ? (entry[element] as Raw) : {}
      put(outer, name, renamed(item, inner[name]?.fields ?? {}))
      put(entry, element, outer)
      continue
    }
    const inner = Object.hasOwn(fields, name) ? fields[name]?.fields : undefined
    put(entry, others && !Object.hasOwn(fields, name) ? name.toUpperCase() : name, inner ? renamed(item, inner) : item)
  }
  return entry
}

/**
 * The field with that name in JSON, and the element of XML that it was lifted out of. The JSON name first: `serial` of
 * STORAGES is SERIALNUMBER.
 */
function fieldOf(key: string, fields: Fields): readonly [name: string, element?: string] {
  for (const [name, { json, lifted, fields: inner = {} }] of Object.entries(fields)) {
    if (json === key) return [name]
    const [element] = lifted ? fieldOf(key, inner) : []
    if (element !== undefined && Object.hasOwn(inner, element)) return [element, name]
  }
  const upper = key.toUpperCase()
  return [Object.hasOwn(fields, upper) ? upper : key]
}

/** Why a file gives nothing. */
export class AdditionalError extends Error {
  override readonly name = 'AdditionalError'
}

/** Is it a name that `--additional-content` takes? */
export const isAdditionalName = (file: string): boolean => /\.(xml|json)$/i.test(file)

/**
 * The content of a file of additional content, by its name XML or JSON.
 * Throws XmlError or AdditionalError with one line: nothing of the file can be used.
 */
export async function readAdditional(file: string, bytes: Uint8Array): Promise<RawContent> {
  const content = file.toLowerCase().endsWith('.json') ? contentOfJson(parseJson(bytes)) : await readXmlContent(bytes)
  if (!content) throw new AdditionalError('no suitable content found')
  return content
}

async function readXmlContent(bytes: Uint8Array): Promise<RawContent | undefined> {
  const { decodeXmlBytes, readXml } = await import('../xml/read.ts')
  return contentOfXml(readXml(decodeXmlBytes(bytes)))
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new AdditionalError('not valid JSON')
  }
}

const isMap = (value: unknown): value is Readonly<Raw> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
