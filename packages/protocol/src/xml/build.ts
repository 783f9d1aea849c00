import { create } from 'xmlbuilder2'
import { declaration, scalarText, sortedNames, type XmlTree, type XmlValue, xmlText } from './write.ts'

/**
 * Messages through xmlbuilder2: the same bytes as `writeXml`. It takes some 40 ms to load, so import this module only
 * where a message other than an inventory is made.
 */
export function buildXml(tree: XmlTree): string {
  const document = create(prepare(tree) ?? {})
  const xml = document.end({ prettyPrint: true, headless: true, allowEmptyTags: true })
  return `${declaration}${xml.replaceAll(lineEnd, '&#10;')}\n`
}

/** No text holds it. xmlbuilder2 would escape the reference. */
const lineEnd = '\u0001'

/** A client message (protocol: DEVICEID, QUERY, and what belongs to the query). */
export const buildRequest = (query: string, deviceid: string, body: XmlTree = {}): string =>
  buildXml({ REQUEST: { ...body, DEVICEID: deviceid, QUERY: query } })

type Prepared = string | Prepared[] | { [name: string]: Prepared }

function prepare(value: XmlValue): Prepared | undefined {
  if (Array.isArray(value))
    return (value as readonly XmlValue[]).flatMap((item): Prepared[] => {
      const prepared = prepare(item)
      return prepared === undefined ? [] : Array.isArray(prepared) ? prepared : [prepared]
    })
  if (typeof value === 'object') {
    const tree = value as XmlTree
    const entries = sortedNames(tree).flatMap((name): [string, Prepared][] => {
      const prepared = prepare(tree[name])
      return prepared === undefined || (Array.isArray(prepared) && prepared.length === 0) ? [] : [[name, prepared]]
    })
    return Object.fromEntries(entries)
  }
  const text = scalarText(value)
  // xmlbuilder2 decodes entities of its input, and in its output leaves alone what looks like one: so escaped twice.
  return text === undefined ? undefined : xmlText(text).replaceAll('&#10;', lineEnd).replaceAll('&', '&amp;')
}
