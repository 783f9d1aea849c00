import { readXml, XmlError, type XmlLimits, type XmlNode } from '../xml/read.ts'
import { TransportError } from './errors.ts'
import { empty, listOf, type ReplyMap, textMap, textOf } from './reply-map.ts'

/** A REPLY document, the answer to a message in XML. */
export interface Reply {
  /** `SEND`: an inventory is wanted. */
  readonly response?: string
  /** Hours between contacts, 0 < x <= 8760; left out when it is anything else. */
  readonly prologFreq?: number
  /** The server refuses, and says why. */
  readonly error?: string
  /** Jobs, as they came; NAME says which task they are for. */
  readonly options: readonly ReplyMap[]
  /** All of it. */
  readonly map: ReplyMap
}

/** Names that are always a list of maps, however often they occur. */
const lists = new Set(['OPTION', 'PARAM', 'MODEL', 'AUTHENTICATION', 'RANGEIP', 'DEVICE', 'GET', 'WALK'])

/**
 * The text of a REPLY document. Throws TransportError CONTENT when it is no XML, has a document type, is beyond the
 * limits, or has another root.
 */
export function parseReply(text: string, limits?: Partial<XmlLimits>): Reply {
  let root: XmlNode
  try {
    root = readXml(text, limits)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    throw new TransportError('CONTENT', `invalid XML in the answer: ${error.message}`, { cause: error })
  }
  if (root.name !== 'REPLY') {
    throw new TransportError('CONTENT', `unexpected content, starting with <${root.name.slice(0, 80)}>`, {
      hint: 'wrong URL?',
    })
  }
  const map = mapOf(root)
  const response = textOf(map, 'RESPONSE')
  const error = map.ERROR === undefined ? undefined : (textOf(map, 'ERROR') ?? '')
  const hours = hoursOf(textOf(map, 'PROLOG_FREQ'))
  return {
    options: listOf(map, 'OPTION'),
    map,
    ...(response !== undefined && { response }),
    ...(hours !== undefined && { prologFreq: hours }),
    ...(error !== undefined && { error }),
  }
}

const hoursOf = (text: string | undefined): number | undefined => {
  const hours = text !== undefined && /^\s*\d{1,9}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : 0
  return hours > 0 && hours <= 8760 ? hours : undefined
}

function mapOf(node: XmlNode): ReplyMap {
  const map = empty()
  for (const [name, value] of node.attributes) map[name] = lists.has(name) ? [textMap(value)] : value
  const gathered = new Map<string, (string | ReplyMap)[]>()
  for (const child of node.children) {
    const list = gathered.get(child.name) ?? []
    list.push(readingOf(child))
    gathered.set(child.name, list)
  }
  for (const [name, list] of gathered) {
    const [first, ...more] = list
    if (first !== undefined) map[name] = more.length === 0 && !lists.has(name) ? first : list
  }
  if (node.text.trim() !== '') map.content = node.text.trim()
  return map
}

const readingOf = (node: XmlNode): string | ReplyMap =>
  node.attributes.size === 0 && node.children.length === 0 && !lists.has(node.name) ? node.text.trim() : mapOf(node)
