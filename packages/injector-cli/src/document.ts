import { randomUUID } from 'node:crypto'
import type { Packed } from '@fusioninventory/protocol/client'
import { asUtf8 } from './latin1.ts'
import { SourceError } from './sources.ts'
import { jsonLines, type Range, xmlSplitter } from './split.ts'

type Transport = typeof import('@fusioninventory/protocol/client')

export interface Document {
  readonly packed: Packed
  readonly format: 'xml' | 'json'
  /** VERSIONCLIENT of an XML document. */
  readonly versionClient?: string
}

export interface Preparation {
  readonly transport: Transport
  /** Well-formed or not, it is sent. */
  readonly check: boolean
  readonly warn: (message: string) => void
}

/** JSON is checked in one piece, so larger documents are refused. */
const maxJson = 256 * 1024 * 1024
const versionPath = 'REQUEST/CONTENT/VERSIONCLIENT'

/** One of the documents of a source: counted from 1, ready to be sent, or what is wrong with it. */
export interface Part {
  readonly index: number
  readonly count: number
  readonly content: Document | SourceError
}

/** Reads, unpacks, splits and checks what a source holds. Throws SourceError where it cannot be read at all. */
export async function* documents(chunks: AsyncIterable<Uint8Array>, preparation: Preparation): AsyncIterable<Part> {
  const { pack, TransportError } = preparation.transport
  try {
    const whole = await pack(chunks)
    const { content, ranges } = await examine(whole, preparation)
    if (ranges.length < 2) return yield { index: 1, count: 1, content }
    let index = 0
    for await (const packed of cut(whole, ranges, preparation.transport)) {
      const part = await examine(packed, preparation)
      yield { index: ++index, count: ranges.length, content: part.content }
    }
  } catch (error) {
    if (error instanceof TransportError) throw new SourceError(error.message)
    throw error
  }
}

interface Examined {
  readonly content: Document | SourceError
  /** More than one: the content means nothing, as these are documents of their own. */
  readonly ranges: readonly Range[]
}

const alone = (content: Document | SourceError): Examined => ({ content, ranges: [] })

async function examine(packed: Packed, preparation: Preparation): Promise<Examined> {
  const first = await firstBytes(packed, preparation.transport)
  if (first.trim() === '' && packed.length <= 1024) return alone(new SourceError('the document is empty'))
  return /^\s*[{[]/.test(first) ? examineJson(packed, preparation) : examineXml(packed, first, preparation)
}

async function examineXml(packed: Packed, first: string, preparation: Preparation): Promise<Examined> {
  const { transport, check, warn } = preparation
  const { checkWellFormed, XmlError } = await import('@fusioninventory/protocol/xml')
  const plain = transport.plainBody(packed)
  // UTF-16 begins with a mark or a zero.
  const wide = /^[\xfe\xff\0]|^.\0/s.test(first)
  try {
    const { root, picked, badBytes } = await checkWellFormed(plain.chunks(), { pick: [versionPath] })
    if (check && root.toUpperCase() !== 'REQUEST') {
      return alone(new SourceError(`no inventory: the XML document is a <${root.slice(0, 80)}>, not a <REQUEST>`))
    }
    const versionClient = picked.get(versionPath)?.trim()
    const more = versionClient ? { versionClient } : {}
    // Only what claims to be UTF-8 can be repaired.
    if (!badBytes || wide) return alone({ packed, format: 'xml', ...more })
    const repaired = await transport.pack(asUtf8(plain.chunks()))
    if (repaired.length !== packed.length) warn('holds bytes that are not UTF-8; they are sent as Latin-1 characters')
    return alone({ packed: repaired, format: 'xml', ...more })
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const problem = new SourceError(`not well-formed XML: ${error.message} (--no-check sends it as it is)`)
    const content = check ? problem : ({ packed, format: 'xml' } as const)
    if (wide) return alone(content)
    const splitter = xmlSplitter()
    for await (const piece of plain.chunks()) splitter.write(piece)
    return { content, ranges: splitter.ranges() }
  }
}

/** As Latin-1: enough to see what it is. */
async function firstBytes(packed: Packed, { plainBody }: Transport): Promise<string> {
  for await (const piece of plainBody(packed).chunks()) return Buffer.from(piece.subarray(0, 1024)).toString('latin1')
  return ''
}

async function examineJson(packed: Packed, { transport, check }: Preparation): Promise<Examined> {
  const document: Document = { packed, format: 'json' }
  if (packed.length > maxJson) {
    return alone(check ? new SourceError(`JSON larger than ${maxJson >> 20} MiB`) : document)
  }
  const pieces: Uint8Array[] = []
  for await (const piece of transport.plainBody(packed).chunks()) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const ranges = jsonLines(bytes)
  if (ranges.length > 1 || !check) return { content: document, ranges }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The words of the parser would show a part of the document.
    return alone(new SourceError('not well-formed JSON (--no-check sends it as it is)'))
  }
  if (!Array.isArray(value)) return alone(document)
  return alone(new SourceError('no inventory: the JSON document is a list, not an object'))
}

/** Packs each of these ranges, in one pass. */
async function* cut(whole: Packed, ranges: readonly Range[], { pack, plainBody }: Transport): AsyncIterable<Packed> {
  const pieces = plainBody(whole).chunks()[Symbol.asyncIterator]()
  let at = 0
  let rest: Uint8Array = new Uint8Array()
  async function* bytesUntil(end: number): AsyncIterable<Uint8Array> {
    while (at < end) {
      if (rest.length === 0) {
        const next = await pieces.next()
        if (next.done === true) return
        rest = next.value
      }
      const piece = rest.subarray(0, end - at)
      rest = rest.subarray(piece.length)
      at += piece.length
      yield piece
    }
  }
  try {
    for (const [start, end] of ranges) {
      for await (const _ of bytesUntil(start));
      yield await pack(bytesUntil(end))
    }
  } finally {
    await pieces.return?.()
  }
}

/** GLPI knows an agent by its id: the UUID in the name of the file, else a new one. */
export const agentIdOf = (name: string): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(name.slice(name.lastIndexOf('/') + 1))?.[0].toLowerCase() ??
  randomUUID()
