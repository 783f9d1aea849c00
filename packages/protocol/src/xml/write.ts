import { cleanLines } from '../model/clean.ts'
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
  // As a reference it outlives `curl --data`, which removes line ends.
  '\n': '&#10;',
}

const markup = /[&<>"'\n]/g
/** Whatever `clean` or an escape may have to change. */
const special = /[^\x20-\x7e]|[&<>"']/

/** Character data: lines of legal characters, all markup escaped, whatever the text. */
export function xmlText(value: string): string {
  if (value.length < 10_000 && !special.test(value)) return value
  return cleanLines(value).replace(markup, (char) => entities[char] ?? '')
}

/** The text of a scalar; undefined where there is nothing to say. */
export function scalarText(value: XmlValue): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '1' : '0'
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** Refuses what cannot be an element. */
function checked(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) throw new TypeError(`not an element name: ${name}`)
  return name
}

/** Names in byte order. Names are ASCII, so the order of JavaScript is that of bytes. */
export const sortedNames = (tree: XmlTree): readonly string[] => Object.keys(tree).sort().map(checked)

/** Start and end tag of each name at each depth: made once, since thousands of entries have the same fields. */
interface Tags {
  readonly start: string
  readonly end: string
}

/**
 * A document, indented by two blanks, with its declaration and a line end last. Every line break in it may be removed.
 * It runs once over thousands of values, so loops go by index and take no arrays apart: less garbage.
 */
export function writeXml(tree: XmlTree): string {
  const depths: Map<string, Tags>[] = []
  const orders: Order[] = []
  const tagsOf = (name: string, depth: number): Tags => {
    depths[depth] ??= new Map()
    const known = depths[depth].get(name)
    if (known) return known
    const tags: Tags = { start: `${'  '.repeat(depth)}<${checked(name)}>`, end: `</${name}>\n` }
    depths[depth].set(name, tags)
    return tags
  }
  let out = declaration
  const write = (name: string, value: XmlValue, depth: number): void => {
    if (typeof value === 'string') {
      const { start, end } = tagsOf(name, depth)
      out += start + xmlText(value) + end
    } else if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) write(name, value[at], depth)
    } else if (typeof value === 'object') writeMap(tagsOf(name, depth), value as XmlTree, depth)
    else {
      const text = scalarText(value)
      if (text !== undefined) write(name, text, depth)
    }
  }
  const writeMap = ({ start, end }: Tags, map: XmlTree, depth: number): void => {
    const before = out
    out += `${start}\n`
    const opened = out.length
    const names = namesOf(map, depth)
    for (let at = 0; at < names.length; at++) {
      const child = names[at] ?? ''
      write(child, map[child], depth + 1)
    }
    if (out.length > opened) out += '  '.repeat(depth) + end
    else out = before + start + end
  }
  const namesOf = (map: XmlTree, depth: number): readonly string[] => {
    const given = Object.keys(map)
    const known = orders[depth]
    if (known && isSame(known.given, given)) return known.sorted
    const sorted = [...given].sort()
    orders[depth] = { given, sorted }
    return sorted
  }
  for (const name of Object.keys(tree).sort()) write(name, tree[name], 0)
  return out
}

/** Names as they were given, and sorted: entries of a section mostly have the same ones, and sorting costs more than looking. */
interface Order {
  readonly given: readonly string[]
  readonly sorted: readonly string[]
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
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
